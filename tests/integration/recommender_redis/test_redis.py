"""The recommender with a real Redis that hangs, dies and comes back."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis import Redis as Client

from tests.stack import Redis
from tests.unit.services.recommender.shop import eventually, garment, import_rows, request, row, serving

Use = Callable[[httpx.AsyncClient], Awaitable[None]]
PAUSE_S = 0.3
QUICK_S = 1.0
"""Longest that a request may take whatever Redis does: its own time, the wait, and a busy machine."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    import_rows(folder, [row(number) for number in range(100)])
    return folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Redis]:
    running = Redis(tmp_path)
    yield running
    running.process.send_signal(signal.SIGCONT)
    running.stop()


def run(shop: Path, server: Redis, use: Use) -> None:
    async def opened() -> None:
        settings = {"redis_url": server.url, "cache_pause_s": PAUSE_S}
        async with serving(shop / "catalog", **settings) as client:
            await use(client)

    asyncio.run(opened())


async def ask(client: httpx.AsyncClient, seed: int) -> dict[str, Any]:
    started = time.monotonic()
    answer = await client.post("/v1/recommendations", json=request(garment(seed=seed)))
    assert time.monotonic() - started < QUICK_S
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    assert len(body["results"][0]["products"]) == 8
    return body


def keys(server: Redis) -> list[str]:
    with Client(port=server.port, socket_timeout=5) as client:
        return sorted(key.decode() for key in client.scan_iter())


async def is_used(client: httpx.AsyncClient, server: Redis) -> None:
    """Wait until answers are kept in Redis again."""
    with Client(port=server.port, socket_timeout=5) as direct:
        direct.flushall()
    seeds = iter(range(1000, 2000))

    async def kept() -> bool:
        await ask(client, next(seeds))
        return bool(keys(server))

    await eventually(kept)


def test_answers_and_products_are_kept_under_the_catalogs_version(shop: Path, server: Redis) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        first = await ask(client, 1)
        version = first["catalog_version"]
        kept = keys(server)
        assert kept
        assert all(key.startswith(f"vitrine:{version}-") for key in kept)
        assert {key.split(":")[2] for key in kept} == {"page", "product"}
        assert await ask(client, 1) == first
        with Client(port=server.port) as direct:
            assert all(0 < direct.ttl(key) <= 600 for key in kept)
            values = [direct.get(key) for key in kept]
        assert all(isinstance(value, bytes) and value.startswith(b'bytes:{"') for value in values), (
            "JSON only"
        )

    run(shop, server, use)


def test_replicas_share_what_one_of_them_found(shop: Path, server: Redis) -> None:
    async def first(client: httpx.AsyncClient) -> None:
        await ask(client, 1)

    async def second(client: httpx.AsyncClient) -> None:
        before = keys(server)
        await ask(client, 1)
        assert keys(server) == before
        with Client(port=server.port) as direct:
            info: Any = direct.info("stats")
        assert info["keyspace_hits"] > 0

    run(shop, server, first)
    run(shop, server, second)


def test_what_someone_else_wrote_is_not_believed(shop: Path, server: Redis) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        expected = await ask(client, 1)
        with Client(port=server.port) as direct:
            for key, junk in zip(
                keys(server), [b"junk", b"123", b"bytes:{}", b"\x80\x04."] * 10, strict=False
            ):
                direct.set(key, junk)
        assert await ask(client, 1) == expected

    run(shop, server, use)


def test_a_redis_that_hangs_slows_nobody_down_and_is_used_again(shop: Path, server: Redis) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        expected = await ask(client, 1)
        server.process.send_signal(signal.SIGSTOP)
        started = time.monotonic()
        for _ in range(30):
            assert await ask(client, 1) == expected
        assert time.monotonic() - started < 30 * QUICK_S / 4
        await asyncio.gather(*(ask(client, seed) for seed in range(2, 12)))
        server.process.send_signal(signal.SIGCONT)
        await is_used(client, server)

    run(shop, server, use)


def test_a_redis_that_is_killed_and_comes_back_is_used_again(shop: Path, server: Redis) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        expected = await ask(client, 1)
        server.stop()
        for _ in range(10):
            assert await ask(client, 1) == expected
        server.restart()
        await is_used(client, server)

    run(shop, server, use)


def test_a_redis_that_is_flushed_is_filled_again(shop: Path, server: Redis) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        expected = await ask(client, 1)
        await is_used(client, server)
        assert await ask(client, 1) == expected

    run(shop, server, use)


def test_it_starts_without_redis_and_finds_it_later(shop: Path, server: Redis) -> None:
    server.stop()

    async def use(client: httpx.AsyncClient) -> None:
        await ask(client, 1)
        server.restart()
        await is_used(client, server)

    run(shop, server, use)
