"""An app on the HTTP shell with routes that misbehave, and the ways to call it."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import uvicorn
from fastapi import BackgroundTasks, FastAPI, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from serving.errors import Overloaded
from serving.http.app import make_app
from serving.http.settings import HttpSettings
from tests.waiting import PATIENCE_S, wait_until


class Events:
    """What the handlers went through."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def wait_for(self, event: str) -> None:
        wait_until(lambda: event in self.seen)


class Typed(BaseModel):
    """A body."""

    limit: int


def misbehaving_app(
    events: Events | None = None,
    *,
    ready: Callable[[], str | None] = lambda: None,
    **settings: Any,
) -> FastAPI:
    events = events or Events()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield

    # what ends earlier than this was not ended by the deadline
    limits = HttpSettings(**{"deadline_s": 5 * PATIENCE_S, **settings})
    app = make_app("test", lifespan=lifespan, ready=ready, settings=limits)

    @app.post("/echo")
    async def echo(request: Request) -> int:
        return len(await request.body())

    @app.post("/slow/{name}")
    async def slow(request: Request, name: str, seconds: float = 5 * PATIENCE_S) -> str:
        await request.body()
        events.seen.append(f"{name} started")
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            events.seen.append(f"{name} cancelled")
            raise
        events.seen.append(f"{name} finished")
        return name

    @app.post("/error")
    async def error(request: Request) -> None:
        await request.body()
        raise RuntimeError("secret of the house")

    @app.post("/overloaded")
    async def overloaded() -> None:
        raise Overloaded("8 of 8 places in the queue are taken")

    @app.post("/stubborn")
    async def stubborn(request: Request) -> None:
        await request.body()
        events.seen.append("stubborn started")
        try:
            await asyncio.sleep(5 * PATIENCE_S)
        finally:
            raise RuntimeError("raised while being cancelled")

    @app.post("/afterwards")
    async def afterwards(request: Request, tasks: BackgroundTasks) -> str:
        await request.body()

        async def work() -> None:
            await asyncio.sleep(0.2)
            events.seen.append("afterwards finished")

        tasks.add_task(work)
        return "later"

    @app.post("/stream")
    async def stream(request: Request, pause: float = 0.0) -> StreamingResponse:
        await request.body()

        async def parts() -> AsyncIterator[bytes]:
            try:
                for part in range(5):
                    yield b"part %d\n" % part
                    events.seen.append(f"part {part}")
                    await asyncio.sleep(pause)
            finally:
                events.seen.append("stream ended")

        return StreamingResponse(parts())

    @app.post("/broken-stream")
    async def broken_stream() -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            yield b"part 0\n"
            raise RuntimeError("broke off")

        return StreamingResponse(parts())

    @app.get("/typed")
    async def typed(limit: int) -> int:
        return limit

    @app.post("/typed")
    async def typed_body(typed: Typed) -> int:
        return typed.limit

    return app


def call(app: FastAPI, method: str, path: str, **request: Any) -> httpx.Response:
    """One request, in process."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **request)

    return asyncio.run(send())


@contextmanager
def listening(app: FastAPI) -> Iterator[int]:
    """The app behind a real uvicorn on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.005)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def events_logged(printed: str, *levels: str) -> list[dict[str, Any]]:
    """The lines of the log that was printed, of these levels."""
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    return [line for line in lines if not levels or line["level"] in levels]


def connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def post(path: str, body: bytes = b"", *headers: str) -> bytes:
    """The bytes of a request."""
    head = [f"POST {path} HTTP/1.1", "Host: test", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


def read_until(connection: socket.socket, end: bytes) -> bytes:
    received = b""
    while end not in received:
        part = connection.recv(65536)
        assert part, f"closed after {received!r}"
        received += part
    return received
