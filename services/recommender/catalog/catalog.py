"""One version of the catalog, open for reading."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import anyio.to_thread
import numpy as np
import structlog
from lancedb import AsyncTable
from numpy.typing import NDArray

from contracts.recommender import Facets, Filters, GenderHint, Product, ProductDetail
from services.recommender.catalog import records
from services.recommender.catalog.columns import Rows
from services.recommender.catalog.embeddings import InMemory, embeddings_in_file
from services.recommender.catalog.schema import IMPORT_ID
from services.recommender.catalog.shelf import Shelf
from services.recommender.catalog.shelf_reading import read_shelf
from services.recommender.catalog.texts import TEXT_COLUMNS, text_file
from services.recommender.errors import CatalogMissing
from services.recommender.facets import FacetCounter
from services.recommender.memory import give_back
from services.recommender.ranking.candidates import Candidates, embeddings
from services.recommender.ranking.fit import NO_FILTERS
from services.recommender.ranking.look import Look
from services.recommender.ranking.shortlist import shortlist
from services.recommender.ranking.wanted import Wanted
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights

NOBODY = GenderHint(label="all", confidence=0.0, source="none")

Result = TypeVar("Result")

log = structlog.get_logger()


class Catalog:
    """A pinned version: what it answers never changes, whatever is imported meanwhile.

    What products are like is in memory (`Shelf`); the embeddings of the few that are compared exactly, and
    the texts of the fewer that are shown, come from a copy of them on the disk, or else from the table.
    """

    def __init__(self, table: AsyncTable, version: int, key: str, pool_size: int, shelf: Shelf) -> None:
        self._table = table
        self._pool_size = pool_size
        self._shelf = shelf
        self._facets = FacetCounter(shelf.attributes)
        self.version = version
        self.key = key
        """`catalog_key`."""

    @classmethod
    async def open(cls, table: AsyncTable, *, snapshot_rows: int, pool_size: int) -> "Catalog":
        """Open the version that is checked out.

        It is read in small pieces, each in a thread, so that requests go on meanwhile.

        Args:
            table: at the version.
            snapshot_rows: of a catalog of at most so many products, embeddings are held in memory; those of a
                larger one are copied to a file.
            pool_size: items that are compared exactly.

        Raises:
            CatalogMissing: it cannot be read.
        """
        began = time.monotonic()
        await _in_thread(give_back)
        with reading():
            rows = await table.count_rows()
            kept, texts = InMemory(rows) if rows <= snapshot_rows else embeddings_in_file(rows), text_file()
            shelf = await read_shelf(table, kept, texts)
            catalog = cls(table, await table.version(), await catalog_key(table), pool_size, shelf)
            if shelf.embeddings is None or shelf.texts is None:
                # the first read of a version also reads where its columns are
                await catalog._fetch(np.arange(min(pool_size, rows)), ["embedding", *TEXT_COLUMNS])
        await _in_thread(give_back)
        seconds = round(time.monotonic() - began, 1)
        log.info("catalog read", catalog=catalog.key, products=len(shelf), seconds=seconds)
        return catalog

    async def candidates(
        self,
        look: Look,
        wanted: Wanted,
        gender: GenderHint = NOBODY,
        weights: RankingWeights = DEFAULT_WEIGHTS,
        filters: Filters = NO_FILTERS,
    ) -> Candidates:
        """Products that meet every condition of `wanted` and may fit: all of them, or those that fit best.

        Raises:
            CatalogMissing: the table cannot be read.
        """
        rows, embedding = await _in_thread(partial(self._chosen, look, wanted, gender, weights, filters))
        if embedding is None and look.embedding is not None:
            embedding = await self._fetched_embeddings(rows)
        return self._shelf.candidates(rows, embedding)

    async def candidate(self, product_id: str) -> Candidates:
        """The one product of that id, or none.

        Raises:
            CatalogMissing: the table cannot be read.
        """
        rows = np.array(list(self._shelf.attributes.rows_of_ids([product_id]).values()), np.intp)
        embedding = self._kept_embeddings(rows)
        if embedding is None:
            embedding = await self._fetched_embeddings(rows)
        return self._shelf.candidates(rows, embedding)

    async def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """The products of these ids by id; an id that is not in the catalog is left out.

        Raises:
            CatalogMissing: the table cannot be read.
        """
        of = self._shelf.attributes
        rows = np.array(list(of.rows_of_ids(ids).values()), np.intp)
        texts = await self._texts(rows)
        return {product.id: product for product in records.products(of, rows, texts)}

    async def detail(self, shown: Product) -> ProductDetail:
        """A product of this catalog with its variants.

        Raises:
            CatalogMissing: the table cannot be read.
        """
        of = self._shelf.attributes
        rows = records.shown_variants(of, of.rows_of_ids([shown.id])[shown.id])
        return records.detail(shown, of, rows, await self._texts(rows))

    async def facets(self, wanted: Wanted) -> Facets:
        """What the products that meet every condition of `wanted` can be narrowed down to."""
        return await _in_thread(partial(self._facets.facets, wanted))

    def _chosen(
        self, look: Look, wanted: Wanted, gender: GenderHint, weights: RankingWeights, filters: Filters
    ) -> tuple[Rows, NDArray[np.float32] | None]:
        rows = wanted.rows(self._shelf.attributes)
        rows = shortlist(look, self._shelf, rows, gender, self._pool_size, weights, filters)
        return rows, None if look.embedding is None else self._kept_embeddings(rows)

    def _kept_embeddings(self, rows: Rows) -> NDArray[np.float32] | None:
        with reading():
            return self._shelf.embedding(rows)

    async def _fetched_embeddings(self, rows: Rows) -> NDArray[np.float32]:
        with reading():
            return embeddings((await self._fetch(rows, ["embedding"]))["embedding"])

    async def _texts(self, rows: Rows) -> list[dict[str, str]]:
        with reading():
            if self._shelf.texts is not None:
                return self._shelf.texts.read(self._shelf.places[rows])
            table = (await self._fetch(rows, TEXT_COLUMNS)).select(TEXT_COLUMNS)
        read: list[dict[str, str]] = table.to_pylist()
        return read

    async def _fetch(self, rows: Rows, columns: Sequence[str]) -> Any:
        """A `pyarrow.Table` of these rows, in their order."""
        assert self._shelf.row_ids is not None, "kept where anything is read from the table"
        row_ids = self._shelf.row_ids[self._shelf.places[rows]]
        found = await self._table.take_row_ids(row_ids.tolist()).select([*columns, "_rowid"]).to_arrow()
        place = np.argsort(found["_rowid"].to_numpy())  # they come in any order
        return found.take(place[np.searchsorted(found["_rowid"].to_numpy()[place], row_ids)])


async def catalog_key(table: AsyncTable) -> str:
    """Names the version that is checked out, also if the folder was deleted and filled again."""
    metadata = (await table.schema()).metadata or {}
    return f"{await table.version()}-{metadata.get(IMPORT_ID, b'').decode()[:8]}"


@contextmanager
def reading() -> Iterator[None]:
    """Turn LanceDB's errors, which have no common base, into `CatalogMissing`."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise CatalogMissing(f"catalog: {reason}") from error


async def _in_thread(work: Callable[[], Result]) -> Result:
    return await anyio.to_thread.run_sync(work)
