"""A copy of the texts of a large catalog's products, from which those of a page are read at once."""

import os
import tempfile
import weakref
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow.compute as pc
import structlog
from numpy.typing import NDArray

log = structlog.get_logger()

_BETWEEN: Final = "\0"
"""Between the texts of a product; where one has it, it is left out, which nobody can see."""


TEXT_COLUMNS: Final = ["title", "description", "link", "image_link"]
"""Columns of the table that a product's record needs, and that are not in memory."""


class TextFile:
    """Some texts of each product, in a file like that of `InFile`; eight bytes of memory for each."""

    def __init__(self, columns: Sequence[str] = TEXT_COLUMNS) -> None:
        """Make it, empty.

        Raises:
            OSError: there is no folder for it.
        """
        self.columns = list(columns)
        self._starts = [np.zeros(1, np.int64)]
        self._file = tempfile.TemporaryFile(prefix="vitrine-", buffering=0)  # noqa: SIM115  # with this
        weakref.finalize(self, self._file.close)

    def append(self, batch: Any) -> None:
        """Add the products of a `pyarrow.RecordBatch` with the columns.

        Raises:
            OSError: the disk is full.
        """
        cleaned = [pc.replace_substring(batch[name], _BETWEEN, "") for name in self.columns]
        joined = pc.binary_join_element_wise(*cleaned, _BETWEEN)
        _, offsets, letters = joined.buffers()
        ends = np.frombuffer(offsets, np.int32)[1 : len(joined) + 1]
        self._starts.append(self._starts[-1][-1] + ends)
        left = memoryview(letters or b"")[: int(ends[-1]) if len(ends) else 0]
        while left:
            left = left[self._file.write(left) :]

    def read(self, places: NDArray[np.integer[Any]]) -> list[dict[str, str]]:
        """The texts by column of the products at these places, in the order in which they were added.

        Raises:
            OSError: the disk failed.
        """
        starts = self._all_starts()
        texts = []
        for place in places.tolist():
            start, end = int(starts[place]), int(starts[place + 1])
            read = os.pread(self._file.fileno(), end - start, start).decode()
            texts.append(dict(zip(self.columns, read.split(_BETWEEN), strict=True)))
        return texts

    def _all_starts(self) -> NDArray[np.int64]:
        if len(self._starts) > 1:
            self._starts = [np.concatenate(self._starts)]
        return self._starts[0]


def text_file() -> TextFile | None:
    """An empty one; None where there is no folder for it, and then texts are read from the table."""
    try:
        return TextFile()
    except OSError as error:
        log.warning("no copy of the texts: a search takes some milliseconds more", reason=str(error))
        return None
