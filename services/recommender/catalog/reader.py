"""The catalog that is served now, switched to a newer version without a restart."""

import asyncio
import time
from collections import OrderedDict

import lancedb
import structlog
from lancedb import AsyncConnection, AsyncTable
from prometheus_client import Gauge

from services.recommender.catalog.catalog import Catalog, catalog_key, reading
from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.errors import BadCursor, CatalogMissing
from services.recommender.memory import give_back, keep_low
from services.recommender.settings import RecommenderSettings

OLD_VERSIONS = 1
"""Versions that stay open for clients that are still leafing through them."""

OLD_S = 600.0
"""Seconds after which a version that nobody leafs through any more is closed."""

INDEX_CACHE = 16 * 2**20
METADATA_CACHE = 64 * 2**20
"""Bytes that LanceDB may keep of indices, which reading hardly needs, and of where columns are in files."""

VERSION = Gauge("vitrine_catalog_version", "Version of the catalog that is served")

log = structlog.get_logger()


class CatalogReader:
    """Looks for a newer live version now and then; requests in flight finish on the one they began with.

    Besides the current version at most one older is open, for cursors, and one that is being read: of a
    million products each takes some 150 MB, so an older one is closed before a newer one is read.
    """

    def __init__(self, settings: RecommenderSettings) -> None:
        self._settings = settings
        self._connection: AsyncConnection | None = None
        self._current: Catalog | None = None
        self._old: OrderedDict[str, tuple[Catalog, float]] = OrderedDict()
        """By key, with the time of last use; what was used last is last."""
        self._opening = asyncio.Lock()
        self._reason = "the catalog is being opened"

    @property
    def current(self) -> Catalog:
        """The newest complete version.

        Raises:
            CatalogMissing: there is none yet.
        """
        if self._current is None:
            raise CatalogMissing(self._reason)
        return self._current

    def missing(self) -> str | None:
        """Why nothing can be answered now; None when all is well."""
        return self._reason if self._current is None else None

    async def at(self, key: str) -> Catalog:
        """The version that a cursor is bound to, also if a newer one is served by now.

        Raises:
            BadCursor: it is not there any more.
        """
        if self.current.key == key:
            return self.current
        if key not in self._old:
            async with self._opening:
                if key not in self._old:
                    self._keep(await self._reopened(key))
        catalog, _ = self._old[key]
        self._keep(catalog)
        return catalog

    async def refresh(self) -> None:
        """Open the live version if it is not the current one. Whatever fails leaves the current one."""
        async with self._opening:
            try:
                table = await self._live_table()
                with reading():
                    key = await catalog_key(table)
                if self._current is not None and self._current.key == key:
                    return
                self._old.clear()
                opened = await self._open(table)
            except CatalogMissing as error:
                self._reason = error.detail
                if self._current is not None:
                    log.warning("catalog cannot be refreshed", reason=error.detail)
                return
            if self._current is not None:
                self._keep(self._current)
            self._current = opened
        VERSION.set(opened.version)
        log.info("catalog opened", catalog=opened.key)

    async def watch(self) -> None:
        """Refresh for ever."""
        while True:
            await asyncio.sleep(self._settings.catalog_poll_s)
            self._close_unused()
            try:
                await self.refresh()
            except Exception:
                # what is served now goes on, and the next look may succeed
                log.exception("catalog cannot be refreshed")

    async def _live_table(self) -> AsyncTable:
        try:
            table = await self._open_table()
            await table.checkout(LIVE)
        except (RuntimeError, ValueError, OSError) as error:
            raise CatalogMissing(
                f"no catalog at {self._settings.catalog_uri}: import one with `vitrine catalog import FEED`"
            ) from error
        return table

    async def _open_table(self) -> AsyncTable:
        if self._connection is None:
            keep_low()
            session = lancedb.Session(INDEX_CACHE, METADATA_CACHE)
            self._connection = await lancedb.connect_async(self._settings.catalog_uri, session=session)
        return await self._connection.open_table(TABLE)

    async def _open(self, table: AsyncTable) -> Catalog:
        return await Catalog.open(
            table, snapshot_rows=self._settings.snapshot_rows, pool_size=self._settings.pool_size
        )

    async def _reopened(self, key: str) -> Catalog:
        gone = BadCursor("cursor: its catalog is no longer there; ask without it for the first page")
        version, _, _ = key.partition("-")
        if not version.isdecimal() or len(version) > 18:
            raise gone
        try:
            with reading():
                table = await self._open_table()
                await table.checkout(int(version))
                if await catalog_key(table) != key:
                    raise gone
            self._old.clear()
            return await self._open(table)
        except CatalogMissing as error:
            raise gone from error

    def _keep(self, catalog: Catalog) -> None:
        self._old[catalog.key] = catalog, time.monotonic()
        self._old.move_to_end(catalog.key)
        while len(self._old) > OLD_VERSIONS:
            self._old.popitem(last=False)

    def _close_unused(self) -> None:
        least = time.monotonic() - OLD_S
        for key in [key for key, (_, used) in self._old.items() if used < least]:
            del self._old[key]
            give_back()
