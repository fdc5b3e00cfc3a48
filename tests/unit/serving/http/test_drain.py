"""What SIGTERM does to a process is in tests/integration/serving; here are the parts."""

import asyncio
import signal
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from serving.http.drain import CloseWhileDraining, Drain
from tests.waiting import eventually


@pytest.fixture
def stops() -> Iterator[list[int]]:
    """The signals that have reached what stops the server."""
    received: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: received.append(number))
    yield received
    signal.signal(signal.SIGTERM, before)


def test_the_server_stops_after_the_drain(stops: list[int]) -> None:
    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        drain = Drain(1.0)

        async def stopped() -> bool:
            return bool(stops)

        with drain.on_sigterm():
            assert not drain.begun
            asked = loop.time()
            signal.raise_signal(signal.SIGTERM)
            for _ in range(3):
                await asyncio.sleep(0)
            assert drain.begun
            assert stops == []
            await eventually(stopped)
            assert loop.time() - asked >= drain.seconds
            assert stops == [signal.SIGTERM]

    asyncio.run(scenario())


def test_a_second_signal_stops_the_server_at_once(stops: list[int]) -> None:
    async def scenario() -> None:
        with Drain(30).on_sigterm():
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGTERM)
            assert stops == [signal.SIGTERM]

    asyncio.run(scenario())


def test_the_servers_own_handler_comes_back(stops: list[int]) -> None:
    async def scenario() -> None:
        with Drain(30).on_sigterm():
            pass
        signal.raise_signal(signal.SIGTERM)
        assert stops == [signal.SIGTERM]

    asyncio.run(scenario())


def test_answers_close_their_connections_while_draining() -> None:
    app = FastAPI()
    app.add_api_route("/", lambda: None)
    drain = Drain(1)

    async def ask() -> str:
        transport = httpx.ASGITransport(CloseWhileDraining(app, drain))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            answer = await client.get("/")
            return str(answer.headers.get("Connection", "keep-alive"))

    assert asyncio.run(ask()) == "keep-alive"
    drain.begun = True
    assert asyncio.run(ask()) == "close"
