import asyncio
import time

from services.recommender.cache import Cache
from tests.unit.services.recommender.cache.kitchen import Answer, Kitchen, run


def test_a_hot_entry_is_made_again_before_it_expires_and_nobody_waits_for_it() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        ends = time.monotonic() + 3
        slowest = 0.0
        number = 0
        await cache.get_or_make("a", Answer, kitchen.make)
        while number < 3 and time.monotonic() < ends:
            started = time.monotonic()
            number = (await cache.get_or_make("a", Answer, kitchen.make)).number
            slowest = max(slowest, time.monotonic() - started)
            await asyncio.sleep(0.001)
        assert number == 3
        assert kitchen.made == 3
        assert slowest < 0.2

    run(use, takes_s=0.2, cache_ttl_s=0.6)


def test_an_early_remake_that_fails_costs_nobody_the_answer() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        await cache.get_or_make("a", Answer, kitchen.make)
        ends = time.monotonic() + 0.5
        while time.monotonic() < ends:
            assert await cache.get_or_make("a", Answer, kitchen.fail) == Answer(number=1)
            await asyncio.sleep(0.001)
        assert kitchen.made > 1

    # it takes about as long to make as it is kept, so that it is due from the beginning
    run(use, takes_s=0.2, cache_ttl_s=1.0)
