"""From the table to the shelf: one pass over a version, in small pieces, each in a thread."""

from functools import partial
from typing import Any

import anyio.to_thread
import numpy as np
import pyarrow.compute as pc
from lancedb import AsyncTable

from services.recommender.catalog.embeddings import Embeddings
from services.recommender.catalog.shelf import SAMPLE_COLUMNS, SHELF_COLUMNS, Shelf, ShelfBuilder
from services.recommender.catalog.texts import TextFile
from services.recommender.memory import give_back

SAMPLE = 8192
"""Products of a large catalog from which it is learnt what its categories have in common."""

BATCH = 4096
"""Products that are read together."""

BATCHES = 16
"""After so many, what was read and is free is returned to the system."""


SHOWN = "category != ''"
"""What is none of the ten categories stays in the table, and is not on the shelf."""


async def read_shelf(table: AsyncTable, kept: Embeddings | None, texts: TextFile | None = None) -> Shelf:
    """The version that is checked out, in memory.

    Args:
        table: at the version.
        kept: where its embeddings shall be.
        texts: where its texts shall be.
    """
    rows = await table.count_rows(SHOWN)
    sample = await _sample(table)
    builder = await anyio.to_thread.run_sync(partial(ShelfBuilder, sample, rows, kept, texts))
    columns = [*SHELF_COLUMNS, *(texts.columns if texts else [])]
    query = table.query().where(SHOWN).select(columns).with_row_id()
    batches = 0
    async for batch in await query.to_batches(max_batch_length=BATCH):
        await anyio.to_thread.run_sync(partial(builder.add, batch))
        batches += 1
        if batches % BATCHES == 0:
            await anyio.to_thread.run_sync(give_back)
    await anyio.to_thread.run_sync(give_back)
    return await anyio.to_thread.run_sync(partial(builder.build, await made_at(table)))


async def _sample(table: AsyncTable) -> Any:
    """The same products for the same table: all of a small one."""
    if (rows := await table.count_rows()) <= SAMPLE:
        return await table.query().where(SHOWN).select(SAMPLE_COLUMNS).limit(max(rows, 1)).to_arrow()
    offsets = np.sort(np.random.default_rng(0).choice(rows, SAMPLE, replace=False))
    found = await table.take_offsets(offsets.tolist()).select(SAMPLE_COLUMNS).to_arrow()
    return found.filter(pc.field("category") != "")


async def made_at(table: AsyncTable) -> int:
    """When the version that is checked out was written: Unix seconds."""
    version = await table.version()
    made = {each["version"]: each["timestamp"] for each in await table.list_versions()}  # type: ignore[no-untyped-call]
    return int(made[version].timestamp())
