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
from services.recommender.memory import give_back

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

    def runs(self, chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
        """Of the products of the chosen kinds (`[k]`): first row and end of each run of neighbours."""
        edges = np.flatnonzero(np.diff(chosen, prepend=False, append=False))
        return [(int(start), int(end)) for start, end in self.starts[edges].reshape(-1, 2)]


@dataclass(frozen=True)
class Attributes:
    """`n` products in the order of their kinds, and within a kind of their ids."""

    ids: Any
    """`pyarrow.StringArray`"""
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
        self._ids: list[Any] = []
        self._groups: list[Any] = []

    def add(self, batch: Any) -> None:
        """The next `pyarrow.RecordBatch` with `ATTRIBUTE_COLUMNS`."""
        for name, column in self._columns.items():
            column.add(batch[name])
        for name, pieces in self._numbers.items():
            pieces.append(batch[name].to_numpy().astype(np.uint32))
        self._ids.append(pa.concat_arrays([batch["id"]]))
        self._groups.append(pa.concat_arrays([batch["item_group_id"]]))

    def build(self) -> tuple[Attributes, NDArray[np.uint32]]:
        """All products, and which of those that were added each of them is. To be called once.

        What is not needed any more is freed on the way: at a million products each piece is some megabytes.
        """
        columns = {name: column.build() for name, column in self._columns.items()}
        ids = _joined(self._ids)
        by_id = pc.sort_indices(ids).to_numpy().astype(np.uint32)
        key = _kind_key(columns)
        order = by_id[np.argsort(key[by_id], kind="stable")]
        key = key[order]
        changes = np.flatnonzero(key[1:] != key[:-1]) + 1
        starts = np.unique(np.concatenate([[0], changes, [len(key)]]))
        del key
        kinds = Kinds(
            **{name: columns.pop(name).take(order[starts[:-1]]) for name in _OF_KIND}, starts=starts
        )
        place = np.empty(len(order), np.uint32)
        place[order] = np.arange(len(order), dtype=np.uint32)
        by_id = place[by_id]
        del place
        ids = ids.take(pa.array(order))
        group = _group_numbers(_joined(self._groups))[order]
        give_back()
        return Attributes(
            ids=ids,
            kind=np.repeat(np.arange(len(kinds), dtype=np.uint32), np.diff(starts)),
            kinds=kinds,
            brand=columns["brand"].take(order),
            size=columns["size"].take(order),
            pattern=columns["pattern"].take(order),
            currency=columns["currency"].take(order),
            asked_cents=_concatenated(self._numbers["asked_cents"], np.uint32)[order],
            first_seen=_concatenated(self._numbers["first_seen"], np.uint32)[order],
            group=group,
            by_id=by_id,
            by_group=np.argsort(group, kind="stable").astype(np.uint32),
            group_starts=np.concatenate([[0], np.cumsum(np.bincount(group))]).astype(np.uint32),
        ), order


def _joined(pieces: list[Any]) -> Any:
    """One `pyarrow.StringArray` of them all; the pieces are gone."""
    whole = pa.concat_arrays([pa.array([], pa.string()), *pieces])
    pieces.clear()
    give_back()
    return whole


def _concatenated(pieces: list[NDArray[Any]], kind: type[np.unsignedinteger[Any]]) -> NDArray[Any]:
    """One array of them all; the pieces are gone."""
    whole = np.concatenate([np.zeros(0, kind), *pieces])
    pieces.clear()
    return whole


def _kind_key(columns: dict[str, Column]) -> NDArray[np.uint64]:
    """A number that is the same for all products of a kind, and in the order of kinds: `[n]`."""
    key = np.zeros(len(columns[_OF_KIND[0]].codes), np.uint64)
    for name in _OF_KIND:
        key *= np.uint64(len(columns[name].values))
        key += columns[name].codes
    return key


def _group_numbers(groups: Any) -> NDArray[np.uint32]:
    """A number for each `item_group_id`, from 0; a product without one is a group of its own."""
    coded = groups.dictionary_encode()
    numbers = np.array(coded.indices, np.uint32)
    alone = pc.equal(groups, "").to_numpy(zero_copy_only=False)
    numbers[alone] = len(coded.dictionary) + np.arange(np.count_nonzero(alone), dtype=np.uint32)
    return numbers
