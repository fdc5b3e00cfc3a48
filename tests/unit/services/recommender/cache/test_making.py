import asyncio

import pytest

from services.recommender.cache import Cache
from services.recommender.cache.packing import Kept
from tests.unit.services.recommender.cache.kitchen import Answer, Kitchen, run, until
from tests.waiting import eventually


def test_a_hot_entry_is_made_again_before_it_expires_and_nobody_waits_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        async def ask() -> int:
            return (await cache.get_or_make("a", Answer, kitchen.make)).number

        assert await ask() == 1
        kitchen.close()
        with monkeypatch.context() as patched:
            patched.setattr(Kept, "is_due", lambda _: True)
            assert await ask() == 1
            await until(lambda: kitchen.made == 2)
            assert [await ask() for _ in range(10)] == [1] * 10
        kitchen.open()

        async def is_remade() -> bool:
            return await ask() == 2

        await eventually(is_remade)
        assert kitchen.made == 2

    run(use)


def test_an_early_remake_that_fails_costs_nobody_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        await cache.get_or_make("a", Answer, kitchen.make)
        monkeypatch.setattr(Kept, "is_due", lambda _: True)
        while kitchen.ended < 5:
            assert await cache.get_or_make("a", Answer, kitchen.fail) == Answer(number=1)
            await asyncio.sleep(0.001)

    run(use)
