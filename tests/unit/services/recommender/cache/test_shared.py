import socket
import time

import pytest

from services.recommender.cache import Cache
from tests.unit.services.recommender.cache.kitchen import Answer, Kitchen, run


@pytest.fixture
def nobody() -> str:
    """The address of a Redis that is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"


def test_without_redis_everything_is_made_and_nothing_fails(nobody: str) -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        started = time.monotonic()
        for number in range(100):
            assert await cache.get_or_make(str(number), Answer, kitchen.make) == Answer(number=number + 1)
            assert cache.degraded == ["cache"]
        assert time.monotonic() - started < 2

    run(use, takes_s=0, redis_url=nobody)


def test_a_redis_that_accepts_and_never_answers_costs_one_wait() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()

        async def use(cache: Cache, kitchen: Kitchen) -> None:
            started = time.monotonic()
            for number in range(20):
                await cache.get_or_make(str(number), Answer, kitchen.make)
            assert 0.3 <= time.monotonic() - started < 2
            assert cache.degraded == ["cache"]

        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        run(use, takes_s=0, redis_url=url, cache_timeout_s=0.3)
