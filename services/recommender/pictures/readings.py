"""What was read of pictures, in one SQLite file: an import takes it from there, and opens no picture."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE, Slot
from services.recommender.errors import ReadingsUnusable

FORMAT: Final = 1
"""`PRAGMA user_version` of a file that has these tables."""

TABLES: Final = f"""
    CREATE TABLE about (model TEXT NOT NULL, run INTEGER NOT NULL, key TEXT NOT NULL);
    CREATE TABLE readings (
        link TEXT NOT NULL, slot TEXT NOT NULL, run INTEGER NOT NULL, digest TEXT NOT NULL,
        model TEXT NOT NULL, embedding BLOB, reason TEXT NOT NULL, PRIMARY KEY (link, slot)
    );
    INSERT INTO about VALUES ('', 0, '');
    PRAGMA user_version = {FORMAT};
"""
_ONE: Final = "SELECT digest, model, embedding, reason, run FROM readings WHERE link = ? AND slot = ?"
_ALL: Final = "SELECT link, slot, digest, model, reason FROM readings ORDER BY link, slot"
_REASONS: Final = {
    sqlite3.SQLITE_BUSY: "is in use by another process",
    sqlite3.SQLITE_READONLY: "was left in the middle of a write: run `vitrine pictures read` again",
}
_DISTRUST: Final = ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON")
"""Its maker decodes pictures of strangers, so nothing in it is trusted: https://sqlite.org/security.html"""
_UNIT: Final = 0.01
"""How far from 1 the length of an embedding may be; float16 rounds it by a twentieth of that."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a picture."""

    digest: str
    """Of the picture whose embedding this is; empty where none was ever read."""
    model: str
    embedding: NDArray[np.float16] | None
    """`[256]` of unit length."""
    reason: str
    """Why the picture cannot be used now; empty where it can."""
    run: int
    """The last one that looked at it."""


class Readings:
    """A file of readings, as it is now: who would change it meanwhile is refused."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            ReadingsUnusable: it is not there, is none, or is being written.
        """
        self._path = path
        if not path.is_file():
            raise ReadingsUnusable(f"readings: there is no {path}: `vitrine pictures read FEED` makes it")
        with problems_told(path):
            address = f"{path.resolve().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(address, uri=True, isolation_level=None)
        try:
            with problems_told(path):
                for statement in _DISTRUST:
                    self._connection.execute(statement)
                self._connection.execute("BEGIN")
                require_format(self._connection, path)
                self.model = str(self._connection.execute("SELECT model FROM about").fetchone()[0])
        except ReadingsUnusable:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @cached_property
    def digest(self) -> str:
        """Of everything that an import takes from it."""
        digest = hashlib.sha256(self.model.encode())
        with problems_told(self._path):
            for row in self._connection.execute(_ALL):
                digest.update(repr(row).encode())
        return digest.hexdigest()

    def reading(self, link: str, slot: Slot) -> Reading | None:
        """What was read of a picture for a slot; None if nothing was.

        Raises:
            ReadingsUnusable: the file is broken.
        """
        return reading_of(self._connection, self._path, link, slot)


def reading_of(connection: sqlite3.Connection, path: Path, link: str, slot: Slot) -> Reading | None:
    """A row of the file.

    Raises:
        ReadingsUnusable: the file is broken.
    """
    with problems_told(path):
        row = connection.execute(_ONE, (link, slot)).fetchone()
    if row is None:
        return None
    digest, model, numbers, reason, run = row
    if numbers is not None and not _is_embedding(numbers):
        raise ReadingsUnusable(f"readings: {path}: {link[:200]}: its embedding is no vector of length 1")
    embedding = None if numbers is None else np.frombuffer(numbers, "<f2")
    return Reading(str(digest), str(model), embedding, str(reason), run)


def require_format(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what has other tables.

    Raises:
        ReadingsUnusable: it has.
    """
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found != FORMAT:
        what = f"is of format {found}, not {FORMAT}: delete it, and read the pictures again"
        raise ReadingsUnusable(f"readings: {path} {what}")


@contextmanager
def problems_told(path: Path) -> Iterator[None]:
    """SQLite's errors as ours.

    Raises:
        ReadingsUnusable: any of them.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without what is added to it
        reason = _REASONS.get(code, f"cannot be used: {error}")
        raise ReadingsUnusable(f"readings: {path} {reason}") from error


def _is_embedding(numbers: object) -> bool:
    if not isinstance(numbers, bytes) or len(numbers) != 2 * EMBEDDING_SIZE:
        return False
    length = float(np.linalg.norm(np.frombuffer(numbers, "<f2").astype(np.float32)))
    return abs(length - 1) < _UNIT
