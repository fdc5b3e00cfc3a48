"""Columns of the catalog in memory: each distinct text once, a small number per product."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Texts = NDArray[np.str_]
Rows = NDArray[np.integer[Any]]
"""Places of products in the catalog in memory."""

PIECE: Final = 2**16
"""Codes that are counted at a time: counting makes eight bytes of each."""


@dataclass(frozen=True)
class Column:
    """`n` texts of few different values."""

    codes: NDArray[np.unsignedinteger[Any]]
    """`[n]`: which of `values` it is."""
    values: Texts

    def at(self, rows: Rows) -> Texts:
        """The texts of these rows."""
        texts: Texts = self.values[self.codes[rows]]
        return texts

    def take(self, rows: Rows) -> "Column":
        """These rows only, over the same values."""
        return Column(self.codes[rows], self.values)

    def is_one_of(self, texts: tuple[str, ...]) -> NDArray[np.bool_]:
        """`[n]`: whether the text is one of these."""
        return np.asarray(np.isin(self.values, texts)[self.codes])

    def is_spelled(self, text: str) -> NDArray[np.bool_]:
        """`[values]`: whether the value is this text but for upper and lower case."""
        return np.asarray(self.spellings == self._shown_spelling.get(text.casefold(), -1))

    @cached_property
    def spellings(self) -> NDArray[np.unsignedinteger[Any]]:
        """`[values]`: of those that are the same but for upper and lower case, the code of the most frequent.

        Equally frequent: the first.
        """
        shown = [self._shown_spelling[value.casefold()] for value in self.values.tolist()]
        return np.array(shown, self.codes.dtype)

    @cached_property
    def _shown_spelling(self) -> dict[str, int]:
        counts = np.zeros(len(self.values), np.intp)
        for start in range(0, len(self.codes), PIECE):
            counts += np.bincount(self.codes[start : start + PIECE], minlength=len(counts))
        shown: dict[str, int] = {}
        for code in np.argsort(-counts, kind="stable").tolist():
            shown.setdefault(str(self.values[code]).casefold(), code)
        return shown


class ColumnBuilder:
    """Makes a `Column` of pieces of one, without ever holding all of its texts."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._pieces: list[NDArray[np.unsignedinteger[Any]]] = []

    def add(self, texts: Any) -> None:
        """The next texts, a `pyarrow.Array`."""
        piece = texts.dictionary_encode()
        codes = [self._known.setdefault(text, len(self._known)) for text in piece.dictionary.to_pylist()]
        smallest = np.min_scalar_type(len(self._known))
        self._pieces.append(np.array(codes, smallest)[piece.indices.to_numpy()])

    def build(self) -> Column:
        """All texts that were added, values in the order of the alphabet."""
        values = np.array(list(self._known) or [""], np.str_)
        order = np.argsort(values)
        place = np.empty(len(order), np.min_scalar_type(len(order)))
        place[order] = np.arange(len(order))
        codes = np.concatenate([np.zeros(0, np.uint8), *self._pieces])
        return Column(place[codes], values[order])
