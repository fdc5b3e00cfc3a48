"""Where the embeddings of an open catalog are, so that any few of them are there in half a millisecond."""

import os
import shutil
import tempfile
import weakref
from typing import Any, Final, Protocol

import numpy as np
import structlog
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE

_BYTES: Final = EMBEDDING_SIZE * np.dtype(np.float16).itemsize

ROOM: Final = 2
"""How many times what is needed must be free on the disk: it is not ours alone."""

log = structlog.get_logger()


class Embeddings(Protocol):
    """Embeddings in the order in which they were added."""

    def append(self, embeddings: NDArray[np.float16]) -> None:
        """Add `[n, 256]`, as they are stored."""

    def read(self, places: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """`[n, 256]`: those at these places."""


class InMemory:
    """Of a small catalog: half a kilobyte of memory per product."""

    def __init__(self, rows: int) -> None:
        self._embeddings = np.zeros((rows, EMBEDDING_SIZE), np.float16)
        self._added = 0

    def append(self, embeddings: NDArray[np.float16]) -> None:
        """Add `[n, 256]`, as they are stored."""
        self._embeddings[self._added : self._added + len(embeddings)] = embeddings
        self._added += len(embeddings)

    def read(self, places: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """`[n, 256]`: those at these places."""
        return np.asarray(self._embeddings[places], np.float32)


class InFile:
    """Of a large catalog: half a kilobyte of disk per product, and what memory the system can spare.

    The file is in the folder for temporary files (`TMPDIR`) and has no name: it is gone with the process,
    however that ends.
    """

    def __init__(self) -> None:
        """Make it, empty.

        Raises:
            OSError: there is no folder for it.
        """
        self._file = tempfile.TemporaryFile(prefix="vitrine-", buffering=0)  # noqa: SIM115  # with this
        weakref.finalize(self, self._file.close)

    def append(self, embeddings: NDArray[np.float16]) -> None:
        """Add `[n, 256]`, as they are stored.

        Raises:
            OSError: the disk is full.
        """
        left = memoryview(embeddings.tobytes())
        while left:
            left = left[self._file.write(left) :]

    def read(self, places: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """`[n, 256]`: those at these places.

        Raises:
            OSError: the disk failed.
        """
        number = self._file.fileno()
        read = b"".join([os.pread(number, _BYTES, place * _BYTES) for place in places.tolist()])
        return np.frombuffer(read, np.float16).reshape(-1, EMBEDDING_SIZE).astype(np.float32)


def embeddings_in_file(rows: int) -> InFile | None:
    """An empty file for so many; None where there is no room, and then they are read from the table."""
    try:
        free = shutil.disk_usage(tempfile.gettempdir()).free
        if free >= ROOM * rows * _BYTES:
            return InFile()
        reason = f"{free >> 20} MB free in {tempfile.gettempdir()}, {ROOM * rows * _BYTES >> 20} wanted"
    except OSError as error:
        reason = str(error)
    log.warning("no room for a copy of the embeddings: a search takes some milliseconds more", reason=reason)
    return None
