"""A model that computes a batch only when the test lets it, and notes what it was given."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from serving.errors import Unprocessable

FAULTS: tuple[type[Exception] | None, ...] = (None, ValueError, Unprocessable, StopIteration)


@dataclass(frozen=True)
class Item:
    """`number` is unique; `fault` is what the model raises on a batch that this item is in."""

    number: int
    key: int = 0
    fault: type[Exception] | None = None


class GatedModel:
    def __init__(self) -> None:
        self.batches: list[list[Item]] = []
        self._gate = threading.Semaphore(0)
        self._permits = 0
        self._open = False

    def predict(self, items: Sequence[Item]) -> list[str]:
        self.batches.append(list(items))
        if not self._open:
            self._gate.acquire()
        for item in items:
            if item.fault is not None:
                raise item.fault(f"item {item.number}")
        return [f"result {item.number}" for item in items]

    @property
    def computing(self) -> list[Item]:
        """The batch that waits at the gate."""
        return self.batches[-1] if len(self.batches) > self._permits else []

    def release(self) -> None:
        """Let the batch at the gate through."""
        self._permits += 1
        self._gate.release()

    def open(self) -> None:
        """Let everything through from now on."""
        self._open = True
        self._gate.release(1000)

    async def computes(self, batches: int) -> None:
        """Return when so many batches have been begun."""
        while len(self.batches) < batches:  # noqa: ASYNC110
            await asyncio.sleep(0.0002)
        await _let_callbacks_run()

    async def settled(self, callers: Sequence["asyncio.Task[list[str]]"]) -> None:
        """Return when a batch is at the gate, or there is nothing more to compute."""
        await _let_callbacks_run()
        while not self.computing and not all(caller.done() for caller in callers):  # noqa: ASYNC110
            await asyncio.sleep(0.0002)
        await _let_callbacks_run()


async def _let_callbacks_run() -> None:
    for _ in range(5):
        await asyncio.sleep(0)
