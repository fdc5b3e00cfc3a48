"""The catalog that is served now, switched to a newer version without a restart."""

import asyncio
import time

import lancedb
import structlog
from lancedb import AsyncConnection, AsyncTable
from prometheus_client import Gauge

from services.recommender.catalog.catalog import Catalog, catalog_key, reading
from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.errors import CatalogMissing, CursorExpired
from services.recommender.memory import give_back, keep_low
from services.recommender.settings import RecommenderSettings

OLD_S = 600.0
"""Seconds after which the version before, that nobody leafs through any more, is closed."""

INDEX_CACHE = 16 * 2**20
METADATA_CACHE = 64 * 2**20
"""Bytes that LanceDB may keep of indices, which reading hardly needs, and of where columns are in files."""

VERSION = Gauge("vitrine_catalog_version", "Version of the catalog that is served")

log = structlog.get_logger()


class CatalogReader:
    """Looks for a newer live version now and then; requests in flight finish on the one they began with.

    Besides the current version the one before it is open, for cursors. Of a million products each takes some
    150 MB, so it is closed before a newer one is read.
    """

    def __init__(self, settings: RecommenderSettings) -> None:
        self._settings = settings
        self._connection: AsyncConnection | None = None
        self._current: Catalog | None = None
        self._old: Catalog | None = None
        self._old_used = 0.0
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

    def at(self, key: str) -> Catalog:
        """The version that a cursor is bound to: the current one, or the one before it.

        Raises:
            CatalogMissing: there is none yet.
            CursorExpired: it is not open, and to read it for one page would take seconds of all cores.
        """
        if self.current.key == key:
            return self.current
        if self._old is None or self._old.key != key:
            raise CursorExpired(
                "cursor: its version of the catalog is not open any more; ask without it for the first page"
            )
        self._old_used = time.monotonic()
        return self._old

    async def refresh(self) -> None:
        """Open the live version if it is not the current one. Whatever fails leaves the current one."""
        try:
            table = await self._live_table()
            with reading():
                key = await catalog_key(table)
            if self._current is not None and self._current.key == key:
                return
            self._old = None
            opened = await Catalog.open(
                table, snapshot_rows=self._settings.snapshot_rows, pool_size=self._settings.pool_size
            )
        except CatalogMissing as error:
            self._reason = error.detail
            if self._current is not None:
                log.warning("catalog cannot be refreshed", reason=error.detail)
            return
        self._old, self._old_used = self._current, time.monotonic()
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

    def _close_unused(self) -> None:
        if self._old is not None and time.monotonic() - self._old_used > OLD_S:
            self._old = None
            give_back()
