"""Writes a new version of the catalog, and switches to it whole."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import lancedb
import pyarrow as pa
from lancedb.index import Bitmap, BTree

from services.recommender.catalog.schema import IMPORT_ID, LIVE, SCHEMA, TABLE

KEPT = timedelta(days=1)
"""Versions younger than this stay, for clients that still leaf through them."""


def publish(uri: str, batches: Iterator[Any]) -> int:
    """Write the products as a new version and serve it from now on.

    Readers see the old version until the last step, which moves one tag. An error or a crash before it
    changes nothing for them.

    Args:
        uri: of the catalog.
        batches: `pyarrow.RecordBatch`es of `SCHEMA`; an error that they raise ends the import.

    Returns:
        The version.

    Raises:
        RuntimeError: the batches raised, or the storage failed.
    """
    schema = SCHEMA.with_metadata({IMPORT_ID: uuid.uuid4().hex})
    reader = pa.RecordBatchReader.from_batches(schema, batches)
    table = lancedb.connect(uri).create_table(TABLE, reader, mode="overwrite")
    table.create_index("id", config=BTree())
    table.create_index("asked_cents", config=BTree())
    for column in ("category", "gender", "colour", "availability"):
        table.create_index(column, config=Bitmap())
    # before the switch: the version that readers are on is tagged, and tagged versions stay
    table.optimize(cleanup_older_than=KEPT)
    version = int(table.version)
    if LIVE in table.tags.list():
        table.tags.update(LIVE, version)
    else:
        table.tags.create(LIVE, version)
    return version
