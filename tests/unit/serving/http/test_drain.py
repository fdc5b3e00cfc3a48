"""What SIGTERM does to a process is in tests/integration/serving; here are the parts."""

import asyncio
import signal
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from serving.http.drain import CloseWhileDraining, Drain


@pytest.fixture
def stops() -> Iterator[list[int]]:
    """The signals that have reached what stops the server."""
    received: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: received.append(number))
    yield received
    signal.signal(signal.SIGTERM, before)


def test_the_server_stops_after_the_drain(stops: list[int]) -> None:
    async def scenario() -> None:
        drain = Drain(0.05)
        with drain.on_sigterm():
            assert not drain.begun
            signal.raise_signal(signal.SIGTERM)
            await asyncio.sleep(0.01)
            assert drain.begun
            assert stops == []
            await asyncio.sleep(0.1)
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
