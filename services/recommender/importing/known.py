"""What the catalog that is served knows of the products of a feed already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE
from services.recommender.catalog.schema import SCHEMA
from services.recommender.catalog.versions import live_table
from services.recommender.errors import CatalogMissing
from services.recommender.ranking.wanted import quoted


@dataclass(frozen=True)
class KnownProduct:
    """A product that is served now."""

    first_seen: int
    """Unix seconds."""
    digest: str
    """Of the picture whose embedding it has; empty where the networks that read it are not ours."""
    embedding: NDArray[np.float16] | None
    """`[256]`; None where it was not asked for, or is of other networks."""


class Known:
    """Products of the live version by id. A catalog that is not there, or of older columns, knows none."""

    def __init__(self, uri: str, model: str | None) -> None:
        """Look into the live version.

        Args:
            uri: of the catalog.
            model: whose embeddings are wanted; None wants no embeddings.
        """
        self._model = model
        self._table: Any = None
        try:
            table = live_table(uri)
        except CatalogMissing:
            return
        if set(SCHEMA.names) <= set(table.schema.names):
            self._table = table

    def products(self, ids: Sequence[str]) -> Mapping[str, KnownProduct]:
        """Those of these ids that are known."""
        if self._table is None or not ids:
            return {}
        if self._model is None:
            first_seen = self._first_seen
            return {one: KnownProduct(first_seen[one], "", None) for one in ids if one in first_seen}
        columns = ["id", "first_seen", "picture_digest", "embedding_model", "embedding"]
        condition = f"id IN ({', '.join(map(quoted, ids))})"
        found = self._table.search().where(condition).select(columns).limit(len(ids)).to_arrow()
        embeddings = found["embedding"].combine_chunks().flatten().to_numpy().reshape(-1, EMBEDDING_SIZE)
        rows = found.drop_columns("embedding").to_pylist()
        return {
            row["id"]: KnownProduct(row["first_seen"], row["picture_digest"], embedding)
            if row["embedding_model"] == self._model
            else KnownProduct(row["first_seen"], "", None)
            for row, embedding in zip(rows, embeddings, strict=True)
        }

    @cached_property
    def _first_seen(self) -> dict[str, int]:
        """Of every product: 100 bytes each, and much faster than to ask for some thousands at a time."""
        query = self._table.search().select(["id", "first_seen"]).limit(self._table.count_rows())
        read = query.to_arrow()
        return dict(zip(read["id"].to_pylist(), read["first_seen"].to_pylist(), strict=True))
