"""Batches -> the staged version, in pieces that survive a crash, written while the next ones are made."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from services.recommender.catalog.staging import Staging

ROWS: Final = 16_384
"""Products that are written together at most: they are held in memory until then."""
SECONDS: Final = 30.0
"""Work that is lost at most when the process is killed."""


class Checkpoints:
    """One thread writes. Two pieces are held at most: the one that is written and the one that fills."""

    def __init__(self, staging: Staging, rows: int = ROWS, seconds: float = SECONDS) -> None:
        """Write into a staged version, a piece each so many rows or seconds."""
        self._staging = staging
        self._rows = rows
        self._seconds = seconds
        self._waiting: list[Any] = []
        self._since = time.monotonic()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="checkpoints")
        self._written: Future[None] | None = None

    def __enter__(self) -> "Checkpoints":
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.shutdown()

    def add(self, batch: Any) -> None:
        """Take a `pyarrow.RecordBatch` of `SCHEMA`.

        Raises:
            RuntimeError: the storage failed.
        """
        if not len(batch):
            return
        self._waiting.append(batch)
        full = sum(len(one) for one in self._waiting) >= self._rows
        if full or time.monotonic() - self._since >= self._seconds:
            self._write()

    def finish(self) -> None:
        """Write the rest, and wait until it is written.

        Raises:
            RuntimeError: the storage failed.
        """
        if self._waiting:
            self._write()
        if self._written is not None:
            self._written.result()

    def _write(self) -> None:
        if self._written is not None:
            self._written.result()
        self._written = self._writer.submit(self._staging.add, self._waiting)
        self._waiting, self._since = [], time.monotonic()
