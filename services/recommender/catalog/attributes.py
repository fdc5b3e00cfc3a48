"""What every product of the catalog is like, in memory: about sixty bytes for each."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.recommender.catalog.columns import Column, ColumnBuilder, Rows

_OF_KIND: Final = ("category", "gender", "availability", "colour", "colour_hexes", "embedding_model")
_OF_PRODUCT: Final = ("brand", "size", "pattern", "currency")
_NUMBERS: Final = ("asked_cents", "first_seen")
ATTRIBUTE_COLUMNS: Final = ["id", "item_group_id", *_OF_KIND, *_OF_PRODUCT, *_NUMBERS]
"""Columns of the table that `AttributesBuilder` reads."""


@dataclass(frozen=True)
class Kinds:
    """What many products are alike in: `k` rows, all different, in the order of these columns."""

    category: Column
    gender: Column
    availability: Column
    colour: Column
    colour_hexes: Column
    embedding_model: Column
    starts: NDArray[np.int64]
    """`[k + 1]`: the products of kind `i` are the rows from `starts[i]` to `starts[i + 1]`."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def rows(self, chosen: NDArray[np.bool_]) -> Rows:
        """All products of the chosen kinds, ascending. `chosen`: `[k]`."""
        edges = np.flatnonzero(np.diff(chosen, prepend=False, append=False))
        runs = [
            np.arange(start, end) for start, end in self.starts[edges].reshape(-1, 2)
        ]  # neighbours in one piece
        return np.concatenate(runs) if runs else np.zeros(0, np.intp)


@dataclass(frozen=True)
class Attributes:
    """`n` products in the order of their kinds, and within a kind of their ids."""

    ids: Any
    """`pyarrow.StringArray`"""
    row_ids: NDArray[np.uint64]
    """Where the rest of each product is in the table."""
    kind: NDArray[np.uint32]
    kinds: Kinds
    brand: Column
    size: Column
    pattern: Column
    currency: Column
    asked_cents: NDArray[np.uint32]
    first_seen: NDArray[np.uint32]
    """Unix seconds, 0 where it is not known."""
    group: NDArray[np.uint32]
    """The same number for the variants of one item."""
    by_id: NDArray[np.uint32]
    """Rows in the order of their ids."""
    by_group: NDArray[np.uint32]
    """Rows in the order of their groups."""
    group_starts: NDArray[np.uint32]
    """`[groups + 1]`: where each group begins in `by_group`."""

    def __len__(self) -> int:
        return len(self.kind)

    def rows_of_ids(self, ids: Sequence[str]) -> dict[str, int]:
        """The row of each id that there is."""
        found = {}
        for product_id in ids:
            at = bisect.bisect_left(self.by_id, product_id, key=lambda row: str(self.ids[int(row)]))
            if at < len(self) and str(self.ids[int(self.by_id[at])]) == product_id:
                found[product_id] = int(self.by_id[at])
        return found

    def variants(self, row: int) -> Rows:
        """All rows of the item that the product is a variant of, itself among them."""
        group = int(self.group[row])
        return self.by_group[self.group_starts[group] : self.group_starts[group + 1]].astype(np.intp)

    def of_kind(self, name: str, rows: Rows) -> Any:
        """Texts of one of the columns of `Kinds`."""
        return getattr(self.kinds, name).at(self.kind[rows])


class AttributesBuilder:
    """Makes `Attributes` of the batches of a table."""

    def __init__(self) -> None:
        self._columns = {name: ColumnBuilder() for name in (*_OF_KIND, *_OF_PRODUCT)}
        self._numbers: dict[str, list[NDArray[np.uint32]]] = {name: [] for name in _NUMBERS}
        self._row_ids: list[NDArray[np.uint64]] = []
        self._ids: list[Any] = []
        self._groups: list[Any] = []

    def add(self, batch: Any) -> None:
        """The next `pyarrow.RecordBatch` with `ATTRIBUTE_COLUMNS` and `_rowid`."""
        for name, column in self._columns.items():
            column.add(batch[name])
        for name, pieces in self._numbers.items():
            pieces.append(batch[name].to_numpy().astype(np.uint32))
        self._row_ids.append(batch["_rowid"].to_numpy().copy())
        self._ids.append(pa.concat_arrays([batch["id"]]))
        self._groups.append(pa.concat_arrays([batch["item_group_id"]]))

    def build(self) -> tuple[Attributes, Rows]:
        """All products, and which of those that were added each of them is."""
        ids = _joined(self._ids)
        columns = {name: column.build() for name, column in self._columns.items()}
        by_id = pc.sort_indices(ids).to_numpy()
        kind, kinds = _kinds({name: columns[name] for name in _OF_KIND})
        order: Rows = by_id[np.argsort(kind[by_id], kind="stable")].astype(np.intp)
        place = np.empty(len(order), np.uint32)
        place[order] = np.arange(len(order))
        group = _group_numbers(_joined(self._groups))[order]
        return Attributes(
            ids=ids.take(pa.array(order)),
            row_ids=np.concatenate([np.zeros(0, np.uint64), *self._row_ids])[order],
            kind=kind[order],
            kinds=kinds,
            brand=columns["brand"].take(order),
            size=columns["size"].take(order),
            pattern=columns["pattern"].take(order),
            currency=columns["currency"].take(order),
            asked_cents=self._numbers_of("asked_cents")[order],
            first_seen=self._numbers_of("first_seen")[order],
            group=group,
            by_id=place[by_id],
            by_group=np.argsort(group, kind="stable").astype(np.uint32),
            group_starts=np.concatenate([[0], np.cumsum(np.bincount(group))]).astype(np.uint32),
        ), order

    def _numbers_of(self, name: str) -> NDArray[np.uint32]:
        return np.concatenate([np.zeros(0, np.uint32), *self._numbers[name]])


def _joined(pieces: list[Any]) -> Any:
    return pa.concat_arrays([pa.array([], pa.string()), *pieces])


def _kinds(columns: dict[str, Column]) -> tuple[NDArray[np.uint32], Kinds]:
    """The kind of each product, and the kinds."""
    key = np.zeros(len(next(iter(columns.values())).codes), np.uint64)
    for column in columns.values():
        key = key * np.uint64(len(column.values)) + column.codes
    _, first, kind, count = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    starts = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    return kind.astype(np.uint32), Kinds(
        **{name: column.take(first) for name, column in columns.items()}, starts=starts
    )


def _group_numbers(groups: Any) -> NDArray[np.uint32]:
    """A number for each `item_group_id`; a product without one is a group of its own."""
    coded = groups.dictionary_encode()
    numbers = coded.indices.to_numpy().astype(np.uint32)
    alone = pc.equal(groups, "").to_numpy(zero_copy_only=False)
    numbers[alone] = len(coded.dictionary) + np.arange(np.count_nonzero(alone), dtype=np.uint32)
    _, numbers = np.unique(numbers, return_inverse=True)
    return numbers.astype(np.uint32)
