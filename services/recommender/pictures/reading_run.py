"""A run over a feed that fills a file of readings, and goes on where one like it was interrupted."""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Slot
from services.recommender.pictures.readings import (
    TABLES,
    Reading,
    problems_told,
    reading_of,
    require_format,
)

WAIT_S: Final = 5.0
"""For an import that is about to be done with the file."""

_SEES: Final = """
    INSERT INTO readings VALUES (:link, :slot, :run, :digest, :model, :embedding, '')
    ON CONFLICT DO UPDATE
    SET run = :run, digest = :digest, model = :model, embedding = :embedding, reason = ''
"""
_KEEPS: Final = "UPDATE readings SET run = :run, reason = '' WHERE link = :link AND slot = :slot"
# what was made of it stays, as the picture may come back
_BREAKS: Final = """
    INSERT INTO readings VALUES (:link, :slot, :run, '', '', NULL, :reason)
    ON CONFLICT DO UPDATE SET run = :run, reason = :reason
"""
_COUNT: Final = "SELECT count(*) FROM readings WHERE run = ? AND reason = ''"


class ReadingRun:
    """One at a time, and no import beside it. What is not committed is lost when the process ends."""

    def __init__(self, path: Path, key: str, model: str, wait_s: float = WAIT_S) -> None:
        """Begin, or go on.

        Args:
            path: of the file, which is made where it is not there.
            key: digest of all that the run's readings are made from: only the same run is continued.
            model: the networks that read.
            wait_s: seconds for another process to let go of the file.

        Raises:
            ReadingsUnusable: the file is of another kind, or is in use.
        """
        self.model = model
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with problems_told(path):
            self._connection = sqlite3.connect(path, timeout=wait_s, isolation_level=None)
        try:
            with problems_told(path):
                self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._connection.execute("BEGIN EXCLUSIVE")
                self._begin(key)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @property
    def pictures(self) -> int:
        """That the run has read so far."""
        with problems_told(self._path):
            counted = self._connection.execute(_COUNT, (self._run,)).fetchone()
        return int(counted[0])

    def is_done(self, reading: Reading | None) -> bool:
        """Whether the run has read it already. What was broken is tried again."""
        return reading is not None and reading.run == self._run and not reading.reason

    def reading(self, link: str, slot: Slot) -> Reading | None:
        """What is known of a picture for a slot."""
        return reading_of(self._connection, self._path, link, slot)

    def sees(
        self, link: str, slot: Slot, digest: str, embedding: NDArray[np.floating[Any]], model: str
    ) -> None:
        """A picture was read: `[256]` of unit length."""
        numbers = np.ascontiguousarray(embedding, "<f2").tobytes()
        self._write(_SEES, link, slot, digest=digest, model=model, embedding=numbers)

    def keeps(self, link: str, slot: Slot) -> None:
        """A picture is as it was."""
        self._write(_KEEPS, link, slot)

    def breaks(self, link: str, slot: Slot, reason: str) -> None:
        """A picture cannot be used."""
        self._write(_BREAKS, link, slot, reason=reason)

    def commit(self) -> None:
        """Keep what was told so far, whatever comes."""
        with problems_told(self._path):
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN EXCLUSIVE")

    def finish(self) -> int:
        """The feed is at its end: remove what it does not name.

        Returns:
            How many readings those were.
        """
        with problems_told(self._path):
            removed = self._connection.execute("DELETE FROM readings WHERE run != ?", (self._run,)).rowcount
            self._connection.execute("UPDATE about SET key = ''")
            self._connection.execute("COMMIT")
        return int(removed)

    def _begin(self, key: str) -> None:
        if not self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for statement in TABLES.strip().removesuffix(";").split(";"):
                self._connection.execute(statement)
        require_format(self._connection, self._path)
        before, self._run = self._connection.execute("SELECT key, run FROM about").fetchone()
        if key != before:
            self._run += 1
            now = (self.model, self._run, key)
            self._connection.execute("UPDATE about SET model = ?, run = ?, key = ?", now)
        self.commit()

    def _write(self, statement: str, link: str, slot: Slot, **values: object) -> None:
        with problems_told(self._path):
            self._connection.execute(statement, {"link": link, "slot": slot, "run": self._run, **values})
