"""Random questions, departures, results and errors: everyone gets what is theirs."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.recommender.cache.flights import Flights

KEYS = ("a", "b", "c")


@dataclass(eq=False)
class Work:
    """One computation: what it came to, once it did."""

    keys: Sequence[str]
    future: "asyncio.Future[Mapping[str, int]]"
    ended: bool = False


@dataclass(eq=False)
class Caller:
    """Somebody who waits, and for what."""

    works: Mapping[str, Work]
    task: "asyncio.Task[dict[str, int]]"
    cancelled: bool = False


class World:
    """Callers who ask, go away and are answered, and computations that end and fail."""

    def __init__(self) -> None:
        self.flights: Flights[int] = Flights()
        self.works: list[Work] = []
        self.callers: list[Caller] = []
        self._under_way: dict[str, Work] = {}

    def ask(self, keys: Sequence[str], together: bool) -> None:
        """As the cache does: nothing happens between starting what is missing and waiting for it."""

        async def asked() -> dict[str, int]:
            new = [key for key in keys if key not in self.flights]
            for batch in [new] * bool(new) if together else [[key] for key in new]:
                self._start(batch)
            caller.works = {key: self._under_way[key] for key in keys}
            return await self.flights.results(keys)

        caller = Caller({}, asyncio.create_task(asked()))
        self.callers.append(caller)

    def _start(self, keys: Sequence[str]) -> None:
        async def computed() -> Mapping[str, int]:
            try:
                return await work.future
            finally:
                work.ended = True

        work = Work(keys, asyncio.get_running_loop().create_future())
        self.works.append(work)
        self._under_way.update(dict.fromkeys(keys, work))
        self.flights.start(keys, computed())

    def go_away(self, number: int) -> None:
        if self.callers:
            caller = self.callers[number % len(self.callers)]
            caller.cancelled |= caller.task.cancel()

    def end(self, number: int, error: Exception | None, keys: Sequence[str]) -> None:
        """Of one computation: fail, or give those of its keys that are named."""
        open_ones = [work for work in self.works if not work.future.done()]
        if open_ones:
            work = open_ones[number % len(open_ones)]
            if error is None:
                work.future.set_result({key: number for key in work.keys if key in keys})
            else:
                work.future.set_exception(error)

    def check(self) -> None:
        """Everybody has what is due, nothing is computed twice at a time, or for nobody."""
        for caller in self.callers:
            if caller.cancelled:
                assert caller.task.cancelled()
                continue
            futures = [work.future for work in caller.works.values()]
            ended = [future for future in futures if future.done() and not future.cancelled()]
            if any(errors := [future.exception() for future in ended]):
                assert caller.task.exception() in errors
            elif len(ended) == len(futures):
                given = {key: work.future.result() for key, work in caller.works.items()}
                assert caller.task.result() == {key: one[key] for key, one in given.items() if key in one}
            else:
                assert not caller.task.done()
                assert not any(future.cancelled() for future in futures), "somebody's leaving took it away"
        running = [work for work in self.works if not work.ended]
        keys = [key for work in running for key in work.keys]
        assert len(keys) == len(set(keys))
        assert {key for key in KEYS if key in self.flights} == set(keys)
        waiting = [caller for caller in self.callers if not caller.task.done()]
        assert {work for caller in waiting for work in caller.works.values()} >= set(running)


async def settled() -> None:
    for _ in range(8):
        await asyncio.sleep(0)


some_keys = st.lists(st.sampled_from(KEYS), min_size=1, unique=True)
numbers = st.integers(0, 20)
steps = st.one_of(
    st.tuples(st.just("ask"), some_keys, st.booleans()),
    st.tuples(st.just("ask"), some_keys, st.booleans()),
    st.tuples(st.just("go away"), numbers, st.none()),
    st.tuples(st.just("end"), numbers, some_keys),
    st.tuples(st.just("fail"), numbers, some_keys),
    st.tuples(st.just("turn"), st.none(), st.none()),
    st.tuples(st.just("settle"), st.none(), st.none()),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(steps, max_size=40))
def test_whatever_the_order_of_questions_departures_results_and_errors(
    steps: Sequence[tuple[str, Any, Any]],
) -> None:
    async def lived() -> None:
        world = World()
        for what, first, second in [*steps, ("settle", None, None)]:
            match what:
                case "ask":
                    world.ask(first, second)
                case "go away":
                    world.go_away(first)
                case "end":
                    world.end(first, None, second)
                case "fail":
                    world.end(first, LookupError(first), second)
                case "turn":
                    await asyncio.sleep(0)
                case "settle":
                    await settled()
                    world.check()
        for number in range(len(world.callers)):
            world.go_away(number)
        await asyncio.gather(*(caller.task for caller in world.callers), return_exceptions=True)
        await settled()
        assert all(work.ended for work in world.works)
        assert not any(key in world.flights for key in KEYS)

    asyncio.run(lived())
