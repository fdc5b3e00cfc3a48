"""Whoever waits is taken together: one queue in front of one model.

    submit ──► waiting (bounded) ──► batches of equal keys, oldest first ──► predict in threads ──► results

No delay is added: while batches are being computed the next one gathers by itself. A caller that is
cancelled, by its deadline or because its client went away, leaves the queue at once if its item still waits;
if its batch is already being computed, its result is dropped and its neighbours get theirs. A batch that
fails is computed again item by item, so that nobody gets an error that is a neighbour's.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from serving.errors import ModelFailure, NotReady, Overloaded, ServingError

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(eq=False, slots=True)
class _Place(Generic[Item, Result]):
    """One item's place in the queue; its caller waits for `result`."""

    item: Item
    key: Hashable
    result: "asyncio.Future[Result]"


class Batcher(Generic[Item, Result]):
    """Batches the items of concurrent callers for `predict`, in worker threads.

    Args:
        predict: items to results, one each, in their order. Called by `at_once` threads at a time.
        key: only items with equal keys share a batch: their shape, say.
        max_batch: most items in one batch.
        at_once: most batches that are computed at a time.
        max_waiting: most items in the queue; `submit` refuses what is over it.
        on_batch: told the size of each batch that is computed.
    """

    def __init__(
        self,
        predict: Callable[[Sequence[Item]], list[Result]],
        *,
        key: Callable[[Item], Hashable],
        max_batch: int,
        at_once: int = 1,
        max_waiting: int,
        on_batch: Callable[[int], object] = lambda _: None,
    ) -> None:
        self._predict = predict
        self._key = key
        self._max_batch = max_batch
        self._at_once = at_once
        self._max_waiting = max_waiting
        self._on_batch = on_batch
        self._waiting: deque[_Place[Item, Result]] = deque()
        self._closing = False
        self._workers: list[asyncio.Task[None]] = []
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="batcher")

    @property
    def waiting(self) -> int:
        """How many items wait, those being computed not counted."""
        return len(self._waiting)

    async def submit(self, items: Sequence[Item]) -> list[Result]:
        """Results for the items of one caller: all of them, or an error.

        Raises:
            Overloaded: the queue has no place for them.
            NotReady: the batcher is closing.
            ModelFailure: the model raised on one of them.
            ServingError: what else `predict` raised on one of them.
        """
        if self._closing:
            raise NotReady("shutting down")
        if len(self._waiting) + len(items) > self._max_waiting:
            raise Overloaded(f"{len(self._waiting)} of {self._max_waiting} places in the queue are taken")
        loop = asyncio.get_running_loop()
        places = [_Place(item, self._key(item), loop.create_future()) for item in items]
        self._waiting.extend(places)
        self._workers = [worker for worker in self._workers if not worker.done()]
        idle = self._at_once - len(self._workers)
        self._workers += [loop.create_task(self._work()) for _ in items[:idle]]
        try:
            results: list[Result] = await asyncio.gather(*(place.result for place in places))
            return results
        finally:
            for place in places:
                self._leave(place)

    async def close(self) -> None:
        """Take nothing more, compute what waits, and end."""
        self._closing = True
        await asyncio.gather(*self._workers)
        self._threads.shutdown()

    def _leave(self, place: _Place[Item, Result]) -> None:
        place.result.cancel()  # of no effect on one that is done
        if place in self._waiting:
            self._waiting.remove(place)

    async def _work(self) -> None:
        while self._waiting:
            await self._compute(self._take())

    def _take(self) -> list[_Place[Item, Result]]:
        """The oldest item and those behind it that can share its batch; the others keep their order."""
        key = self._waiting[0].key
        batch: list[_Place[Item, Result]] = []
        others: list[_Place[Item, Result]] = []
        while self._waiting and len(batch) < self._max_batch:
            place = self._waiting.popleft()
            (batch if place.key == key else others).append(place)
        self._waiting.extendleft(reversed(others))
        return batch

    async def _compute(self, batch: list[_Place[Item, Result]]) -> None:
        batch = [place for place in batch if not place.result.done()]
        if not batch:
            return
        items = [place.item for place in batch]
        outcome = await asyncio.get_running_loop().run_in_executor(self._threads, self._outcome, items)
        if not isinstance(outcome, ServingError):
            for place, result in zip(batch, outcome, strict=True):
                if not place.result.done():
                    place.result.set_result(result)
        elif len(batch) > 1:
            for place in batch:
                await self._compute([place])
        elif not batch[0].result.done():
            batch[0].result.set_exception(outcome)

    def _outcome(self, items: list[Item]) -> list[Result] | ServingError:
        """What `predict` returned or raised. Nothing is raised here: no future takes a `StopIteration`."""
        try:
            self._on_batch(len(items))
            results = self._predict(items)
            if len(results) != len(items):
                raise ValueError(f"{len(results)} results for {len(items)} items")
            return results
        except ServingError as error:
            return error
        except Exception as error:
            failure = ModelFailure(f"{type(error).__name__}: {error}"[:300])
            failure.__cause__ = error
            return failure
