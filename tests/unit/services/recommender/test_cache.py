import asyncio
import socket
import time
from collections.abc import Awaitable, Callable

import pytest

from services.recommender.cache import Cache
from services.recommender.settings import RecommenderSettings


def run(use: Callable[[Cache], Awaitable[None]], **settings: object) -> None:
    async def opened() -> None:
        cache = Cache(RecommenderSettings.model_validate(settings))
        try:
            await use(cache)
        finally:
            await cache.close()

    asyncio.run(opened())


def test_what_was_set_comes_back_and_the_rest_is_missing() -> None:
    async def use(cache: Cache) -> None:
        await cache.set_many({"a": b'{"a": 1}', "digits": b"123"})
        assert await cache.get_many(["a", "b", "digits"]) == [b'{"a": 1}', None, b"123"]
        assert await cache.get_many([]) == []

    run(use)


def test_entries_are_bounded() -> None:
    async def use(cache: Cache) -> None:
        for number in range(30):
            await cache.set_many({str(number): b"x"})
        found = await cache.get_many([str(number) for number in range(30)])
        assert found == [None] * 20 + [b"x"] * 10

    run(use, cache_entries=10)


def test_entries_do_not_outlive_their_time() -> None:
    async def use(cache: Cache) -> None:
        await cache.set_many({"a": b"x"})
        await asyncio.sleep(0.1)
        assert await cache.get_many(["a"]) == [None]

    run(use, cache_ttl_s=0.05)


@pytest.fixture
def nobody() -> str:
    """The address of a Redis that is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"


def test_without_redis_everything_is_missing_and_nothing_fails(nobody: str) -> None:
    async def use(cache: Cache) -> None:
        started = time.monotonic()
        for _ in range(100):
            await cache.set_many({"a": b"x"})
            assert await cache.get_many(["a", "b"]) == [None, None]
        assert time.monotonic() - started < 1

    run(use, redis_url=nobody, cache_pause_s=60)


def test_a_redis_that_accepts_and_never_answers_costs_one_wait() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()

        async def use(cache: Cache) -> None:
            started = time.monotonic()
            for _ in range(20):
                assert await cache.get_many(["a"]) == [None]
            assert 0.1 <= time.monotonic() - started < 1

        run(use, redis_url=f"redis://127.0.0.1:{silent.getsockname()[1]}/0", cache_pause_s=60)
