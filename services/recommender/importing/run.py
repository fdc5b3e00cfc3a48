"""A feed and its pictures -> a new version of the catalog."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Category
from services.recommender.catalog.schema import CatalogProduct, record_batch
from services.recommender.catalog.writer import publish
from services.recommender.errors import FeedError, PictureError
from services.recommender.feeds.categories import SLOT_OF, category_from
from services.recommender.feeds.tsv import Reject, Row, read_tsv
from services.recommender.pictures.embed import Embedder, read_picture

BATCH = 16
"""Pictures that go through the networks together: more is not faster on a CPU and takes memory."""


@dataclass
class ImportReport:
    """What became of a feed."""

    imported: Counter[Category] = field(default_factory=Counter)
    """Products by category."""
    rejects: list[Reject] = field(default_factory=list)
    """Rows that were left out, in the order of the feed."""
    version: int = 0
    """Of the catalog, with these products."""


def import_feed(
    feed: Path, uri: str, images: Path, embedder: Embedder, on_row: Callable[[], None] = lambda: None
) -> ImportReport:
    """Read a feed, look at its pictures, and serve its good rows from now on.

    Args:
        feed: tab-separated values as Google Merchant Center takes them.
        uri: of the catalog.
        images: folder of the pictures; the last part of an `image_link` is the name of a file in it.
        embedder: looks at the pictures.
        on_row: called for every row that is done with.

    Raises:
        FeedError: the feed cannot be read, or has no good row; the catalog is as it was.
    """
    report = ImportReport()
    try:
        with feed.open("rb") as lines:
            batches = _batches(read_tsv(lines), images, embedder, report, on_row)
            first = next(batches, None)
            if first is None:
                raise FeedError(f"feed: {feed.name} has no row that can be imported{_why(report)}")
            report.version = publish(uri, chain([first], batches))
    except OSError as error:
        raise FeedError(f"feed: {feed} cannot be read: {error.strerror or error}") from error
    return report


def _batches(
    rows: Iterable[Row | Reject],
    images: Path,
    embedder: Embedder,
    report: ImportReport,
    on_row: Callable[[], None],
) -> Iterator[Any]:
    def good() -> Iterator[tuple[Row, Category, NDArray[np.uint8]]]:
        for row in rows:
            accepted = _accepted(row, images)
            on_row()
            if isinstance(accepted, Reject):
                report.rejects.append(accepted)
            else:
                yield accepted

    accepted_rows = good()
    while batch := list(islice(accepted_rows, BATCH)):
        embeddings = embedder.embed(
            [picture for *_, picture in batch], [SLOT_OF[name] for _, name, _ in batch]
        )
        products = [
            CatalogProduct(row.product, category, embedding, embedder.model)
            for (row, category, _), embedding in zip(batch, embeddings, strict=True)
        ]
        report.imported.update(product.category for product in products)
        yield record_batch(products)


def _accepted(row: Row | Reject, images: Path) -> tuple[Row, Category, NDArray[np.uint8]] | Reject:
    if isinstance(row, Reject):
        return row
    product = row.product
    category = category_from(product.product_type, product.title)
    if category is None:
        words = product.product_type or product.title
        return Reject(row.line, product.id, f"product_type: {words[:60]!r} is none of {', '.join(SLOT_OF)}")
    name = PurePosixPath(unquote(urlsplit(product.image_link).path)).name
    try:
        return row, category, read_picture(images / name)
    except (PictureError, ValueError) as error:  # ValueError: a name that no file can have
        return Reject(row.line, product.id, str(error))


def _why(report: ImportReport) -> str:
    first = next(iter(report.rejects), None)
    return f"; line {first.line}: {first.reason}" if first else ""
