"""Several who want the same at the same time."""

import asyncio
from collections import Counter

import pytest

from services.recommender.cache import Cache
from serving.errors import DeadlineExceeded
from tests.unit.services.recommender.cache.kitchen import Answer, Kitchen, run, until


def test_it_is_made_once_for_all_who_wait() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        answers = await asyncio.gather(
            *(cache.get_or_make("a", Answer, kitchen.make) for _ in range(50)),
            *(cache.get_or_make_each(Answer, {"a": kitchen.make}) for _ in range(50)),
        )
        assert answers == [Answer(number=1)] * 50 + [{"a": Answer(number=1)}] * 50
        assert kitchen.made == 1

    run(use)


def test_an_error_is_told_to_all_who_wait_and_not_kept() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        told = await asyncio.gather(
            *(cache.get_or_make("a", Answer, kitchen.fail) for _ in range(10)), return_exceptions=True
        )
        assert [str(error) for error in told] == ["burnt"] * 10
        assert kitchen.made == 1
        assert await cache.get_or_make("a", Answer, kitchen.make) == Answer(number=2)

    run(use)


def test_one_that_fails_leaves_the_others_to_those_who_want_them() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        async def fail() -> Answer:
            raise LookupError("burnt")

        other = asyncio.create_task(cache.get_or_make("b", Answer, kitchen.make))
        await asyncio.sleep(0)
        with pytest.raises(LookupError):
            await cache.get_or_make_each(Answer, {"a": fail, "b": kitchen.make})
        assert await other == Answer(number=1)

    run(use)


def test_who_goes_away_takes_nothing_from_the_others() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        kitchen.close()
        waiting = [asyncio.create_task(cache.get_or_make("a", Answer, kitchen.make)) for _ in range(10)]
        await until(lambda: kitchen.made == 1)
        for task in waiting[:9]:
            task.cancel()
        kitchen.open()
        assert await waiting[9] == Answer(number=1)
        assert all(task.cancelled() for task in waiting[:9])

    run(use)


def test_what_nobody_waits_for_any_more_ends() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        kitchen.close()
        waiting = [asyncio.create_task(cache.get_or_make("a", Answer, kitchen.make)) for _ in range(3)]
        await until(lambda: kitchen.made == 1)
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
        await until(lambda: kitchen.ended == 1)
        kitchen.open()
        assert await cache.get_or_make("a", Answer, kitchen.make) == Answer(number=2)

    run(use)


def test_what_hangs_ends_though_somebody_always_waits_for_it() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        kitchen.close()
        told: list[str] = []

        async def ask_again_and_again() -> None:
            while not told:
                try:
                    async with asyncio.timeout(0.1):
                        await cache.get_or_make("a", Answer, kitchen.make)
                except TimeoutError:
                    pass
                except DeadlineExceeded as error:
                    told.append(error.detail)

        # not all of them begin, and so leave, at the same moment
        async with asyncio.TaskGroup() as everyone:
            for _ in range(10):
                everyone.create_task(ask_again_and_again())
                await asyncio.sleep(0.02)
        assert set(told) == {"not made within 0.3 s"}

        async def at_once() -> Answer:
            return Answer(number=1)

        assert await cache.get_or_make("a", Answer, at_once) == Answer(number=1)

    run(use, deadline_s=0.3)


def test_overlapping_loads_share_what_they_have_in_common() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        both = await asyncio.gather(
            cache.get_or_load(Answer, ["1", "2"], kitchen.load),
            cache.get_or_load(Answer, ["2", "3"], kitchen.load),
        )
        assert [sorted(found) for found in both] == [["1", "2"], ["2", "3"]]
        assert Counter(key for keys in kitchen.asked for key in keys) == {"1": 1, "2": 1, "3": 1}

    run(use)
