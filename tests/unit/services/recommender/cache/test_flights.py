import asyncio
from collections.abc import Awaitable, Callable, Mapping

import pytest

from services.recommender.cache.flights import Flights
from tests.unit.services.recommender.cache.kitchen import until


def run(use: Callable[[Flights[int]], Awaitable[None]]) -> None:
    async def opened() -> None:
        await use(Flights())

    asyncio.run(opened())


def test_many_wait_for_one() -> None:
    async def use(flights: Flights[int]) -> None:
        async def work() -> Mapping[str, int]:
            await asyncio.sleep(0)
            return {"a": 1}

        flights.start(["a", "b"], work())
        assert "a" in flights
        everyone = await asyncio.gather(*(flights.results(["a", "b"]) for _ in range(10)))
        assert everyone == [{"a": 1}] * 10
        assert "a" not in flights

    run(use)


def test_what_nobody_waits_for_any_more_ends_at_once_unless_it_is_unwatched() -> None:
    async def use(flights: Flights[int]) -> None:
        begun: list[str] = []
        ended: list[str] = []

        async def work(key: str) -> Mapping[str, int]:
            begun.append(key)
            try:
                await asyncio.sleep(60)
            finally:
                ended.append(key)
            return {}

        flights.start(["a"], work("a"))
        flights.start(["b"], work("b"), unwatched=True)
        waiting = [asyncio.create_task(flights.results([key])) for key in ("a", "b")]
        await until(lambda: begun == ["a", "b"])
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
        assert "a" not in flights
        await until(lambda: ended == ["a"])
        assert "b" in flights
        await flights.close()
        assert ended == ["a", "b"]
        assert "b" not in flights

    run(use)


def test_the_first_failure_is_told_without_waiting_for_the_rest() -> None:
    async def use(flights: Flights[int]) -> None:
        async def fail() -> Mapping[str, int]:
            raise LookupError("a")

        async def forever() -> Mapping[str, int]:
            await asyncio.sleep(60)
            return {}

        flights.start(["b"], forever())
        flights.start(["a"], fail())
        with pytest.raises(LookupError, match="a"):
            await flights.results(["b", "a"])
        assert "b" not in flights

    run(use)
