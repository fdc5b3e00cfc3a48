"""A feed -> a new version of the catalog, which is switched to whole."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pyarrow.compute as pc

from services.recommender.catalog.schema import SCHEMA
from services.recommender.catalog.staging import Staging
from services.recommender.errors import RowsRejected
from services.recommender.feeds.file import FeedFile
from services.recommender.feeds.rows import Reject
from services.recommender.importing.checkpoints import Checkpoints
from services.recommender.importing.eyes import Eyes
from services.recommender.importing.known import Known
from services.recommender.importing.lock import writing
from services.recommender.importing.parsing import Parsed, parsed
from services.recommender.importing.pile import Pile
from services.recommender.importing.report import ImportReport, OnProgress, Progress

ROWS: Final = 4096
"""Rows of a feed that are read together where no picture is looked at."""


def import_feed(
    feed: FeedFile,
    uri: str,
    eyes: Eyes | None,
    *,
    strict: bool = False,
    on_progress: OnProgress = lambda _: None,
) -> ImportReport:
    """Read a feed, look at its pictures, and serve its good rows from now on, in place of what was served.

    An import that is interrupted, however it ends, is continued by the next one of the same feed with the
    same options. A product whose picture is as it was keeps its embedding.

    Args:
        feed: what to read.
        uri: of the catalog.
        eyes: what tells how products look; None leaves all products without an embedding.
        strict: import nothing if a row is rejected.
        on_progress: called after each batch of rows.

    Raises:
        FeedError: the feed cannot be read; the catalog is as it was.
        RowsRejected: `strict`, and there are rejects, or no good row; the catalog is as it was.
        CatalogBusy: another process is writing it.
        RuntimeError: the storage failed; the catalog is as it was.
    """
    with writing(uri):
        report = ImportReport()
        staging = Staging(uri, _key(feed, eyes))
        _count_staged(staging, report)
        known = Known(uri, eyes.model if eyes and eyes.keeps_known else None)
        _fill(staging, feed, known, eyes, strict, report, on_progress)
        report.rejects.sort(key=lambda reject: reject.line)
        if strict and report.rejects:
            raise RowsRejected(report.rejects)
        if not report.products:
            reason = f"feed: {feed.path.name} has no row that can be imported{_why(report)}"
            raise RowsRejected(report.rejects, reason)
        on_progress(Progress(1, 1, report.products, publishing=True))
        report.version = staging.publish("import")
        return report


def _fill(
    staging: Staging,
    feed: FeedFile,
    known: Known,
    eyes: Eyes | None,
    strict: bool,
    report: ImportReport,
    on_progress: OnProgress,
) -> None:
    now = unix_now()
    staged = set(staging.ids.to_pylist())
    parts: list[Parsed] = []

    def going_in() -> bool:
        return not (strict and report.rejects)

    def piles() -> Iterator[Pile]:
        for part in parsed(feed, eyes.rows_together if eyes else ROWS):
            report.rejects += part.rejects
            new = _without(part, staged)
            parts.append(new)
            yield Pile(new.products, known.products(new.products["id"].to_pylist()))

    looked = eyes.look(piles(), going_in, report) if eyes else piles()
    rows = 0
    with Checkpoints(staging) as checkpoints:
        for pile in looked:
            part = parts.pop(0)
            report.rejects += _broken(pile, part)
            if going_in():
                batch = pile.batch(now, without=pile.broken)
                checkpoints.add(batch)
                _count(batch["category"].to_pylist(), report)
            rows += len(pile.ids) + len(part.rejects)
            on_progress(Progress(part.position, part.size, rows))
        checkpoints.finish()


def _without(part: Parsed, staged: set[str]) -> Parsed:
    """What of it is not in already."""
    if not staged:
        return part
    new = [product_id not in staged for product_id in part.products["id"].to_pylist()]
    return Parsed(
        part.products.filter(pc.equal(new, True)),
        part.lines.filter(pc.equal(new, True)),
        part.rejects,
        part.position,
        part.size,
    )


def _broken(pile: Pile, part: Parsed) -> list[Reject]:
    return [Reject(part.lines[row].as_py(), pile.ids[row], reason) for row, reason in pile.broken.items()]


def _count_staged(staging: Staging, report: ImportReport) -> None:
    report.resumed = staging.rows
    if report.resumed:
        _count(staging.contents(["category"])["category"].to_pylist(), report)


def _count(categories: list[Any], report: ImportReport) -> None:
    counts = Counter(categories)
    report.unmapped += counts.pop("", 0)
    report.imported.update(counts)


def _key(feed: FeedFile, eyes: Eyes | None) -> str:
    """A digest of everything that the version is made from."""
    parts = [
        *feed.key(),
        eyes.model if eyes else "",
        eyes.description if eyes else "",
        SCHEMA.to_string(),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def unix_now() -> int:
    """Seconds."""
    return int(time.time())


def _why(report: ImportReport) -> str:
    first = next(iter(report.rejects), None)
    return f"; line {first.line}: {first.reason}" if first else ""
