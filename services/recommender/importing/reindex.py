"""Embeddings made anew after the clothes networks changed, beside the catalog that is served."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from services.recommender.catalog.schema import FEED_SCHEMA, IMPORT_ID, SCHEMA
from services.recommender.catalog.staging import Staging
from services.recommender.catalog.versions import live_table
from services.recommender.importing.checkpoints import Checkpoints
from services.recommender.importing.eyes import Eyes
from services.recommender.importing.known import KnownProduct
from services.recommender.importing.lock import writing
from services.recommender.importing.pile import Pile
from services.recommender.importing.report import ImportReport, OnProgress, Progress


@dataclass(frozen=True)
class Staleness:
    """Products whose embedding is not of the networks that are in the models folder."""

    products: int
    models: tuple[str, ...]
    """What read them; "" is nothing."""


NOT_RECOMMENDED: Final = "category = ''"


def staleness(uri: str, model: str) -> Staleness:
    """How much of the live version is of other networks than `model`.

    Raises:
        CatalogMissing: there is no catalog.
    """
    table = live_table(uri)
    read = table.search().select(["category", "embedding_model"]).limit(max(table.count_rows(), 1)).to_arrow()
    stale = read.filter(_stale(read, model))
    return Staleness(len(stale), tuple(sorted(pc.unique(stale["embedding_model"]).to_pylist())))


def reindex(uri: str, eyes: Eyes, *, on_progress: OnProgress = lambda _: None) -> ImportReport:
    """Look again at the picture of every product that other networks read, and serve the result.

    The live version is served until then. A reindex that is interrupted is continued by the next one.
    A product whose picture cannot be read any more stays, without an embedding.

    Raises:
        CatalogMissing: there is no catalog.
        CatalogBusy: another process is writing it.
        RuntimeError: the storage failed; the catalog is as it was.
    """
    with writing(uri):
        table = live_table(uri)
        report = ImportReport()
        staging = Staging(uri, _key(table, eyes))
        report.resumed = staging.rows
        _fill(staging, table, eyes, report, on_progress)
        on_progress(Progress(1, 1, report.products, publishing=True))
        report.version = staging.publish("reindex")
        return report


def _fill(staging: Staging, table: Any, eyes: Eyes, report: ImportReport, on_progress: OnProgress) -> None:
    staged = set(staging.ids.to_pylist())
    total = table.count_rows()
    with Checkpoints(staging) as checkpoints:

        def piles() -> Iterator[Pile]:
            query = table.search().select(SCHEMA.names).limit(max(total, 1))
            for read in query.to_batches(eyes.rows_together):
                new = [one not in staged for one in read["id"].to_pylist()]
                batch = pa.RecordBatch.from_arrays(read.select(SCHEMA.names).columns, schema=SCHEMA)
                batch = batch.filter(pa.array(new, pa.bool_()))
                stale = _stale(batch, eyes.model)
                checkpoints.add(batch.filter(pc.invert(stale)))
                yield _pile(batch.filter(stale))

        done = 0
        for pile in eyes.look(piles(), lambda: True, report):
            checkpoints.add(pile.batch(now=0))
            report.without_picture += len(pile.broken)
            done += len(pile.ids)
            on_progress(Progress(done, total, done))
        checkpoints.finish()


def _stale(products: Any, model: str) -> Any:
    """Which rows have to be read again: those that can be recommended, and are of other networks."""
    return pc.and_(pc.not_equal(products["category"], ""), pc.not_equal(products["embedding_model"], model))


def _pile(batch: Any) -> Pile:
    first_seen = batch["first_seen"].to_pylist()
    known = {
        one: KnownProduct(seen, "", None)
        for one, seen in zip(batch["id"].to_pylist(), first_seen, strict=True)
    }
    columns = [batch[name] for name in FEED_SCHEMA.names]
    return Pile(pa.RecordBatch.from_arrays(columns, schema=FEED_SCHEMA), known)


def _key(table: Any, eyes: Eyes) -> str:
    """A digest of the version that is read and of what reads it."""
    made = (table.schema.metadata or {}).get(IMPORT_ID, b"").decode()
    parts = [made, int(table.version), eyes.model, eyes.description, SCHEMA.to_string()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
