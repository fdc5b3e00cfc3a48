"""An orderly end: after SIGTERM no new connections, each answer the last of its connection, then the stop.

A server that stops at once closes kept-alive connections on which the next request is already under way, and
that request is lost. Here a client learns from its answer (`Connection: close`) not to send another one that
way, and a new connection is refused, which loses nothing: where there is a load balancer, let it know first
(in Kubernetes by a `preStop` that sleeps).
"""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Drain:
    """Whether this process is about to stop, `seconds` after it was asked to."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.begun = False

    @contextmanager
    def on_sigterm(self) -> Iterator[None]:
        """Put the drain before the server's own handling of SIGTERM; a second SIGTERM is not delayed."""
        stop_server = signal.getsignal(signal.SIGTERM)
        if threading.current_thread() is not threading.main_thread() or not callable(stop_server):
            yield
            return
        loop = asyncio.get_running_loop()
        server = getattr(stop_server, "__self__", None)
        asked = False

        def begin() -> None:
            # first the listeners: a client whose connection was closed must not find an open door
            for listener in server.servers if isinstance(server, uvicorn.Server) else ():
                listener.close()
            self.begun = True
            loop.call_later(self.seconds, stop_server, signal.SIGTERM, None)

        def on_signal(number: int, frame: FrameType | None) -> None:
            nonlocal asked
            if asked:
                stop_server(number, frame)
            else:
                asked = True
                loop.call_soon_threadsafe(begin)

        signal.signal(signal.SIGTERM, on_signal)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, stop_server)


class CloseWhileDraining:
    """Adds `Connection: close` to every answer once the drain has begun."""

    def __init__(self, app: ASGIApp, drain: Drain) -> None:
        self.app = app
        self.drain = drain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""

        async def send_closing(message: Message) -> None:
            if self.drain.begun and message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self.app(scope, receive, send_closing)
