"""One computation for all in this process who wait for the same thing."""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


@dataclass(eq=False)
class Flight(Generic[Result]):
    """A computation that is under way, and how many want it."""

    keys: Sequence[str]
    task: asyncio.Task[Mapping[str, Result]]
    wanted: int = 0


class Flights(Generic[Result]):
    """Computations by the keys that they are for.

    A waiter that is cancelled takes nothing from the others; the computation ends with its last waiter.
    """

    def __init__(self) -> None:
        self._flights: dict[str, Flight[Result]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._flights

    def start(
        self, keys: Sequence[str], work: Coroutine[Any, Any, Mapping[str, Result]], *, unwatched: bool = False
    ) -> None:
        """Begin `work`, which gives the results of `keys`; none of these may be under way.

        Args:
            keys: what others ask for it by.
            work: started at once.
            unwatched: it goes on though nobody waits for it.
        """
        flight = Flight(keys, asyncio.create_task(work), wanted=int(unwatched))
        self._flights.update(dict.fromkeys(keys, flight))
        flight.task.add_done_callback(lambda _: self._landed(flight))

    async def results(self, keys: Iterable[str]) -> dict[str, Result]:
        """The results for `keys`, which are all under way; a key that its work gave nothing for is left out.

        Raises:
            Exception: what the first work to fail raised.
        """
        by_key = {key: self._flights[key] for key in keys}
        flights = set(by_key.values())
        for flight in flights:
            flight.wanted += 1
        try:
            if flights:
                # wait, unlike gather, leaves the tasks alone when it is cancelled
                done, _ = await asyncio.wait(
                    [flight.task for flight in flights], return_when=asyncio.FIRST_EXCEPTION
                )
                for task in done:
                    task.result()
        finally:
            for flight in flights:
                self._leave(flight)
        results: dict[str, Result] = {}
        for key, flight in by_key.items():
            if key in (landed := flight.task.result()):
                results[key] = landed[key]
        return results

    async def close(self) -> None:
        """End everything that is under way."""
        tasks = {flight.task for flight in self._flights.values()}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _leave(self, flight: Flight[Result]) -> None:
        flight.wanted -= 1
        if not flight.wanted and not flight.task.done():
            # at once, lest somebody joins what is about to end
            self._remove(flight)
            flight.task.cancel()

    def _landed(self, flight: Flight[Result]) -> None:
        self._remove(flight)
        if not flight.task.cancelled():
            flight.task.exception()  # seen, also where all who waited have left

    def _remove(self, flight: Flight[Result]) -> None:
        for key in flight.keys:
            if self._flights.get(key) is flight:
                del self._flights[key]
