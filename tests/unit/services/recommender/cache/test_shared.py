import socket
import time
from collections.abc import Iterator

import pytest

from services.recommender.cache import Cache
from tests.unit.services.recommender.cache.kitchen import Answer, Kitchen, run

TIMEOUT_S = 0.3


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    """A port that is nobody else's, and refuses connections."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound


def url(bound: socket.socket) -> str:
    return f"redis://127.0.0.1:{bound.getsockname()[1]}/0"


def test_without_redis_everything_is_made_and_nothing_fails(taken: socket.socket) -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        for number in range(100):
            assert await cache.get_or_make(str(number), Answer, kitchen.make) == Answer(number=number + 1)
            assert cache.degraded == ["cache"]

    run(use, redis_url=url(taken))


def test_a_redis_that_accepts_and_never_answers_costs_one_wait(taken: socket.socket) -> None:
    taken.listen()

    async def use(cache: Cache, kitchen: Kitchen) -> None:
        took = []
        for number in range(20):
            started = time.monotonic()
            await cache.get_or_make(str(number), Answer, kitchen.make)
            took.append(time.monotonic() - started)
        assert took[0] >= TIMEOUT_S
        assert sorted(took)[10] < TIMEOUT_S, "most do not wait, though a busy machine may hold some up"
        assert cache.degraded == ["cache"]

    run(use, redis_url=url(taken), cache_timeout_s=TIMEOUT_S)
