"""The append-only file for events that Redis does not take: JSON lines, synchronised to disk, bounded.

`events.jsonl` takes new events. When it is full or to be folded, it is renamed to `events-<32 digits>.jsonl`,
and whoever has folded that one removes it. Writing and renaming hold a lock on `events.lock`, so that
several processes can share the folder.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog
from pydantic import ValidationError

from contracts.events import Event
from services.recommender.errors import EventsUnavailable

log = structlog.get_logger()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file at `path` alone, among threads and among processes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Journal:
    """Blocks on the disk: call it in a thread."""

    def __init__(self, path: Path, file_bytes: int, files: int) -> None:
        self._path = path
        self._lock = path.with_suffix(".lock")
        self._file_bytes = file_bytes
        self._files = files

    def append(self, events: Sequence[Event]) -> None:
        """Write events; when this returns they are on disk.

        Raises:
            EventsUnavailable: the disk does not take them, or too many files wait to be folded.
        """
        lines = "".join(f"{event.model_dump_json(exclude_none=True)}\n" for event in events).encode()
        try:
            with locked(self._lock):
                if self._size() + len(lines) > self._file_bytes:
                    self._put_aside()
                if len(self.waiting()) >= self._files:
                    raise EventsUnavailable(f"events: {self._files} full files wait to be folded")
                self._write(lines)
        except OSError as error:
            raise EventsUnavailable(f"events: {self._path} cannot be written: {error.strerror}") from error

    def put_aside(self) -> list[Path]:
        """Begin a new file, and name all that wait to be folded; nobody writes into those any more."""
        if self._size():
            with locked(self._lock):
                self._put_aside()
        return self.waiting()

    def waiting(self) -> list[Path]:
        """The files that were put aside."""
        return sorted(self._path.parent.glob(f"{self._path.stem}-*{self._path.suffix}"))

    def _size(self) -> int:
        return self._path.stat().st_size if self._path.exists() else 0

    def _put_aside(self) -> None:
        if self._path.exists():
            self._path.rename(
                self._path.with_name(f"{self._path.stem}-{uuid.uuid4().hex}{self._path.suffix}")
            )

    def _write(self, lines: bytes) -> None:
        with self._path.open("a+b") as file:
            end = file.seek(0, os.SEEK_END)
            try:
                if end and _last_byte(file.fileno(), end) != b"\n":
                    file.write(b"\n")  # a crash tore the last line: it must not tear the next one
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.ftruncate(file.fileno(), end)
                raise


def read_journal(path: Path) -> list[Event]:
    """The events of a file that was put aside, without a line that a crash tore: it was never answered."""
    events = []
    for line in path.read_bytes().splitlines():
        try:
            events.append(Event.model_validate_json(line))
        except ValidationError:
            log.warning("torn line in the events file", file=path.name)
    return events


def _last_byte(file: int, end: int) -> bytes:
    return os.pread(file, 1, end - 1)
