import asyncio
from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from services.recommender.cache import Cache
from tests.unit.services.recommender.cache.kitchen import Answer, Kitchen, run, until


class Other(BaseModel):
    number: int
    more: bool = False


def test_what_was_made_is_kept_under_its_key_and_no_other() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        for _ in range(2):
            assert await cache.get_or_make("1-a:page", Answer, kitchen.make) == Answer(number=1)
        assert await cache.get_or_make("2-b:page", Answer, kitchen.make) == Answer(number=2)
        assert await cache.get_or_make("1-a:page", Answer, kitchen.make) == Answer(number=1)
        assert cache.degraded == []

    run(use)


def test_another_schema_is_another_entry() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        async def other() -> Other:
            return Other(number=7)

        await cache.get_or_make("a", Answer, kitchen.make)
        assert await cache.get_or_make("a", Other, other) == Other(number=7)
        assert await cache.get_or_make("a", Answer, kitchen.make) == Answer(number=1)

    run(use)


def test_several_are_made_at_the_same_time_each_on_its_own() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        await cache.get_or_make("b", Answer, kitchen.make)
        made = await cache.get_or_make_each(Answer, dict.fromkeys("abc", kitchen.make))
        assert made["b"] == Answer(number=1)
        assert {made["a"].number, made["c"].number} == {2, 3}

    run(use)


def test_what_is_missing_is_loaded_in_one_call() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        async def load(keys: Sequence[str]) -> Mapping[str, Answer]:
            return await kitchen.load(keys)

        assert await cache.get_or_load(Answer, ["1", "2", "unknown", "1"], load) == {
            "1": Answer(number=1),
            "2": Answer(number=2),
        }
        await cache.get_or_load(Answer, ["1", "3", "2"], load)
        assert kitchen.asked == [["1", "2", "unknown"], ["3"]]
        assert await cache.get_or_load(Answer, [], load) == {}

    run(use)


def test_closing_ends_what_is_under_way() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        kitchen.close()
        waiting = asyncio.create_task(cache.get_or_make("a", Answer, kitchen.make))
        await until(lambda: kitchen.made == 1)
        await cache.close()
        assert kitchen.ended == 1
        assert waiting.cancelled() or waiting.cancel()
        await asyncio.wait([waiting])

    run(use)
