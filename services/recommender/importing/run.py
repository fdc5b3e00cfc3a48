"""A feed -> a new version of the catalog, which is switched to whole."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow.compute as pc

from services.recommender.catalog.schema import SCHEMA
from services.recommender.catalog.staging import Staging
from services.recommender.errors import FeedError, RowsRejected
from services.recommender.feeds.categories import SHIPPED
from services.recommender.feeds.rows import Reject
from services.recommender.importing.checkpoints import Checkpoints
from services.recommender.importing.known import Known
from services.recommender.importing.lock import writing
from services.recommender.importing.looking import Looking
from services.recommender.importing.parsing import FeedFile, Parsed, parsed
from services.recommender.importing.pile import Pile
from services.recommender.importing.report import ImportReport, Progress
from services.recommender.pictures.embed import BATCH, Embedder
from services.recommender.pictures.reading import PictureReader

ROWS: Final = 4096
"""Rows of a feed that are read together."""
ROWS_WITH_PICTURES: Final = 16 * BATCH
"""The same where pictures are looked at, which takes seconds for so many."""

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class Eyes:
    """What looks at pictures: where they are, and the networks."""

    reader: PictureReader
    embedder: Embedder


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
        eyes: what looks at the pictures; None leaves all products without an embedding.
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
        known = Known(uri, eyes.embedder.model if eyes else None)
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
        for part in parsed(feed, ROWS_WITH_PICTURES if eyes else ROWS):
            report.rejects += part.rejects
            new = _without(part, staged)
            parts.append(new)
            yield Pile(new.products, known.products(new.products["id"].to_pylist()))

    looked = Looking(eyes.reader, eyes.embedder, report).look(piles(), going_in) if eyes else piles()
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
        _file_digest(feed.path),
        *feed.arguments(),
        _file_digest(feed.categories or SHIPPED),
        eyes.embedder.model if eyes else "",
        eyes.reader.description if eyes else "",
        SCHEMA.to_string(),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def unix_now() -> int:
    """Seconds."""
    return int(time.time())


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FeedError(f"feed: {path} cannot be read: {reason}") from error


def _why(report: ImportReport) -> str:
    first = next(iter(report.rejects), None)
    return f"; line {first.line}: {first.reason}" if first else ""
