"""One version of the catalog, open for reading."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from lancedb import AsyncTable

from contracts.recommender import Product
from services.recommender.catalog.schema import IMPORT_ID, PRODUCT_COLUMNS, product_from_row
from services.recommender.errors import CatalogMissing
from services.recommender.ranking.background import Background
from services.recommender.ranking.candidates import COLUMNS, Candidates
from services.recommender.ranking.look import Look
from services.recommender.ranking.wanted import Wanted, quoted

CENTRE_SAMPLE = 4096
"""Products of a large catalog from which the centres of its categories are taken."""


class Catalog:
    """A pinned version: what it answers never changes, whatever is imported meanwhile.

    A small catalog is held in memory as arrays and every product that is wanted is a candidate. A large one
    is asked for the `pool_size` products nearest by look and the `pool_size` nearest by colour.
    """

    def __init__(
        self,
        table: AsyncTable,
        version: int,
        key: str,
        pool_size: int,
        snapshot: Candidates | None,
        background: Background,
    ) -> None:
        self._table = table
        self._pool_size = pool_size
        self._snapshot = snapshot
        self._background = background
        self.version = version
        self.key = key
        """`catalog_key`."""

    @classmethod
    async def open(cls, table: AsyncTable, *, snapshot_rows: int, pool_size: int) -> "Catalog":
        """Open the version that is checked out.

        Args:
            table: at the version.
            snapshot_rows: a catalog of at most so many products is held in memory.
            pool_size: candidates that a larger one is asked for.

        Raises:
            CatalogMissing: it cannot be read.
        """
        with reading():
            small = (rows := await table.count_rows()) <= snapshot_rows
            query = table.query().select(COLUMNS).limit(max(rows, 1) if small else CENTRE_SAMPLE)
            read = Candidates.from_arrow(await query.to_arrow())
            read = replace(read, background=replace(read.background, now=await made_at(table)))
            snapshot = read if small else None
            return cls(
                table, await table.version(), await catalog_key(table), pool_size, snapshot, read.background
            )

    async def candidates(self, look: Look, wanted: Wanted) -> Candidates:
        """Products that meet every condition of `wanted` and may look like `look`.

        Raises:
            CatalogMissing: the table cannot be read.
        """
        if self._snapshot is not None:
            return self._snapshot.take(wanted.mask(self._snapshot))
        condition = wanted.sql()
        nearest = []
        if look.embedding is not None:
            nearest.append(self._nearest("embedding", look.embedding.tolist(), "cosine", condition))
        if len(look.colour_labs):
            nearest.append(self._nearest("colour_lab", look.colour_labs[0].tolist(), "l2", condition))
        if not nearest:
            query = self._table.query().where(condition).select(COLUMNS).limit(self._pool_size)
            nearest.append(query.to_arrow())
        with reading():
            tables = await asyncio.gather(*nearest)
        found = pa.concat_tables(table.select(COLUMNS) for table in tables)
        return _distinct(Candidates.from_arrow(found, self._background))

    async def candidate(self, product_id: str) -> Candidates:
        """The one product of that id, or none.

        Raises:
            CatalogMissing: the table cannot be read.
        """
        if self._snapshot is not None:
            return self._snapshot.take(self._snapshot.ids == product_id)
        query = self._table.query().where(f"id = {quoted(product_id)}").select(COLUMNS).limit(1)
        with reading():
            return Candidates.from_arrow(await query.to_arrow(), self._background)

    async def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """The products of these ids by id; an id that is not in the catalog is left out.

        Raises:
            CatalogMissing: the table cannot be read.
        """
        if not ids:
            return {}
        condition = f"id IN ({', '.join(map(quoted, ids))})"
        query = self._table.query().where(condition).select(PRODUCT_COLUMNS).limit(len(ids))
        with reading():
            rows = (await query.to_arrow()).to_pylist()
        return {row["id"]: product_from_row(row) for row in rows}

    async def _nearest(self, column: str, vector: list[float], distance: str, condition: str) -> Any:
        query = self._table.query().nearest_to(vector).column(column).distance_type(distance)
        return await query.where(condition).select([*COLUMNS, "_distance"]).limit(self._pool_size).to_arrow()


def _distinct(candidates: Candidates) -> Candidates:
    _, first = np.unique(candidates.ids, return_index=True)
    return candidates.take(first)


async def catalog_key(table: AsyncTable) -> str:
    """Names the version that is checked out, also if the folder was deleted and filled again."""
    metadata = (await table.schema()).metadata or {}
    return f"{await table.version()}-{metadata.get(IMPORT_ID, b'').decode()[:8]}"


async def made_at(table: AsyncTable) -> int:
    """When the version that is checked out was written: Unix seconds."""
    version = await table.version()
    made = {each["version"]: each["timestamp"] for each in await table.list_versions()}  # type: ignore[no-untyped-call]
    return int(made[version].timestamp())


@contextmanager
def reading() -> Iterator[None]:
    """Turn LanceDB's errors, which have no common base, into `CatalogMissing`."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise CatalogMissing(f"catalog: {reason}") from error
