import asyncio
import socket
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence

import pytest
from pydantic import BaseModel

from services.recommender.cache import Cache
from services.recommender.settings import RecommenderSettings
from serving.errors import DeadlineExceeded


class Answer(BaseModel):
    number: int


class Other(BaseModel):
    number: int
    more: bool = False


class Kitchen:
    """Makes answers, each with the next number, and counts them."""

    def __init__(self, takes_s: float = 0.02) -> None:
        self.made = 0
        self.ended = 0
        self.asked: list[Sequence[str]] = []
        self._takes_s = takes_s

    async def make(self) -> Answer:
        self.made += 1
        number = self.made
        try:
            await asyncio.sleep(self._takes_s)
        finally:
            self.ended += 1
        return Answer(number=number)

    async def fail(self) -> Answer:
        await self.make()
        raise LookupError("burnt")

    async def load(self, keys: Sequence[str]) -> Mapping[str, Answer]:
        self.asked.append(keys)
        await asyncio.sleep(self._takes_s)
        return {key: Answer(number=int(key)) for key in keys if key.isdigit()}


def run(use: Callable[[Cache, Kitchen], Awaitable[None]], takes_s: float = 0.02, **settings: object) -> None:
    async def opened() -> None:
        cache = Cache(RecommenderSettings.model_validate(settings))
        try:
            await use(cache, Kitchen(takes_s))
        finally:
            await cache.close()

    asyncio.run(opened())


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


def test_it_is_made_once_for_all_who_wait() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        answers = await asyncio.gather(
            *(cache.get_or_make("a", Answer, kitchen.make) for _ in range(50)),
            *(cache.get_or_make_each(Answer, {"a": kitchen.make}) for _ in range(50)),
        )
        assert answers == [Answer(number=1)] * 50 + [{"a": Answer(number=1)}] * 50
        assert kitchen.made == 1

    run(use)


def test_several_are_made_at_the_same_time_each_on_its_own() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        await cache.get_or_make("b", Answer, kitchen.make)
        made = await cache.get_or_make_each(Answer, dict.fromkeys("abc", kitchen.make))
        assert made["b"] == Answer(number=1)
        assert {made["a"].number, made["c"].number} == {2, 3}

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
        waiting = [asyncio.create_task(cache.get_or_make("a", Answer, kitchen.make)) for _ in range(10)]
        await asyncio.sleep(0.01)
        for task in waiting[:9]:
            task.cancel()
        assert await waiting[9] == Answer(number=1)
        assert all(task.cancelled() for task in waiting[:9])

    run(use, takes_s=0.1)


def test_what_nobody_waits_for_any_more_ends() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        waiting = [asyncio.create_task(cache.get_or_make("a", Answer, kitchen.make)) for _ in range(3)]
        await asyncio.sleep(0.05)
        assert kitchen.made == 1
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
        await asyncio.sleep(0.01)
        assert kitchen.ended == 1
        quick = Kitchen(takes_s=0)
        assert await cache.get_or_make("a", Answer, quick.make) == Answer(number=1)

    run(use, takes_s=60)


def test_what_hangs_ends_though_somebody_always_waits_for_it() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        ends = time.monotonic() + 20
        told: list[str] = []

        async def ask_again_and_again() -> None:
            while not told and time.monotonic() < ends:
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
        assert await cache.get_or_make("a", Answer, Kitchen().make) == Answer(number=1)

    run(use, takes_s=60, deadline_s=0.3)


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


def test_overlapping_loads_share_what_they_have_in_common() -> None:
    async def use(cache: Cache, kitchen: Kitchen) -> None:
        both = await asyncio.gather(
            cache.get_or_load(Answer, ["1", "2"], kitchen.load),
            cache.get_or_load(Answer, ["2", "3"], kitchen.load),
        )
        assert [sorted(found) for found in both] == [["1", "2"], ["2", "3"]]
        assert Counter(key for keys in kitchen.asked for key in keys) == {"1": 1, "2": 1, "3": 1}

    run(use)


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


def test_closing_ends_what_is_under_way() -> None:
    async def opened() -> None:
        cache, kitchen = Cache(RecommenderSettings()), Kitchen(takes_s=60)
        waiting = asyncio.create_task(cache.get_or_make("a", Answer, kitchen.make))
        await asyncio.sleep(0.01)
        await cache.close()
        assert kitchen.ended == 1
        assert waiting.cancelled() or waiting.cancel()
        await asyncio.wait([waiting])

    asyncio.run(opened())
