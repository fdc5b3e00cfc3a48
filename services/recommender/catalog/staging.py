"""A version of the catalog that is being written: no reader sees it before it is complete."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa

from services.recommender.catalog.index import build_indices
from services.recommender.catalog.schema import IMPORT_ID, LIVE, SCHEMA, TABLE
from services.recommender.catalog.versions import Kind, connected, go_live, move_tag, prune

STAGED: Final = "staged"
"""Tag of what is written so far of a version that is not complete."""

KEY: Final = b"import_key"
"""Key of the schema's metadata: what the version is made from, so that only the same is continued."""

MANY_FRAGMENTS: Final = 256
"""More files than this make every query slower: they are merged before the version is published."""


class Staging:
    """Batches go in one after the other; each that went in survives a crash.

    They are versions of the table after the live one. Readers go by the tag `live`, so they see none of them.
    The tag `staged` moves behind each batch: what is written past it, by a process that then died, counts as
    not written.
    """

    def __init__(self, uri: str, key: str) -> None:
        """Continue what was staged under the key, or begin anew.

        Only one process may stage at a time.

        Args:
            uri: of the catalog.
            key: digest of all that the version is made from.
        """
        self._connection = connected(uri)
        self._key = key
        self._table = self._resumed()

    @property
    def ids(self) -> Any:
        """`pyarrow.Array` of the products that are in already."""
        if self._table is None:
            return pa.array([], pa.string())
        read = self._table.search().select(["id"]).limit(max(self.rows, 1)).to_arrow()
        return read["id"].combine_chunks()

    @property
    def rows(self) -> int:
        """Products that are in already."""
        return 0 if self._table is None else int(self._table.count_rows())

    def contents(self, columns: Sequence[str]) -> Any:
        """A `pyarrow.Table` with these columns of what is in."""
        if self._table is None:
            return SCHEMA.empty_table().select(columns)
        return self._table.search().select(list(columns)).limit(max(self.rows, 1)).to_arrow()

    def add(self, batches: Sequence[Any]) -> None:
        """Write `pyarrow.RecordBatch`es of `SCHEMA`, all or none.

        Raises:
            RuntimeError: the storage failed.
        """
        if self._table is None:
            self._table = self._begin(batches)
        else:
            self._table.add(pa.Table.from_batches(batches, SCHEMA))
        move_tag(self._table, STAGED, int(self._table.version))

    def publish(self, kind: Kind) -> int:
        """Serve what is in from now on.

        Returns:
            The version.

        Raises:
            RuntimeError: the storage failed; the old version is served.
        """
        if self._table is None:
            raise ValueError("nothing was staged")
        files = int(self._table.list_versions()[-1]["metadata"]["total_fragments"])
        if files > MANY_FRAGMENTS:
            self._table.optimize()
        build_indices(self._table)
        version = go_live(self._table, kind)
        self._table.tags.delete(STAGED)
        return version

    def _resumed(self) -> Any:
        """The table with what was staged under the key; None where nothing was."""
        if TABLE not in self._connection.list_tables().tables:
            return None
        table = self._connection.open_table(TABLE)
        tags = table.tags.list()
        if STAGED not in tags:
            return None
        live_id = None
        if LIVE in tags:
            table.checkout(LIVE)
            live_id = table.schema.metadata[IMPORT_ID]
        table.checkout(STAGED)
        metadata = table.schema.metadata or {}
        # published already, by a process that died before it could say so
        done = metadata.get(IMPORT_ID) == live_id
        if done or metadata.get(KEY) != self._key.encode() or table.schema.names != SCHEMA.names:
            return None
        table.restore()
        move_tag(table, STAGED, int(table.version))
        return table

    def _begin(self, batches: Sequence[Any]) -> Any:
        schema = SCHEMA.with_metadata({IMPORT_ID: uuid.uuid4().hex, KEY: self._key})
        data = pa.Table.from_batches(batches, SCHEMA).replace_schema_metadata(schema.metadata)
        if TABLE not in self._connection.list_tables().tables:
            return self._connection.create_table(TABLE, data)
        table = self._connection.create_table(TABLE, data, mode="overwrite")
        if STAGED in table.tags.list():
            table.tags.delete(STAGED)
        # now, while the version is one file and has no index: later, files would be merged too
        prune(table)
        return table
