"""A feed file of any format -> its rows, one by one: the only door to the feeds."""

from collections.abc import Iterator
from enum import StrEnum
from io import BufferedReader
from pathlib import Path

from services.recommender.errors import FeedError
from services.recommender.feeds.categories import CategoryTable
from services.recommender.feeds.rows import Reject, Row
from services.recommender.feeds.tsv import read_tsv


class Format(StrEnum):
    """How a feed is written."""

    TSV = "tsv"
    XML = "xml"
    SHOPIFY = "shopify"
    JSONL = "jsonl"


class Feed(Iterator[Row | Reject]):
    """The rows of a feed in its order, and how far into the file they are."""

    def __init__(self, file: BufferedReader, size: int, format: Format, rows: Iterator[Row | Reject]):  # noqa: A002
        self.format = format
        self.size = size
        """Bytes of the file."""
        self._file = file
        self._rows = rows

    def __next__(self) -> Row | Reject:
        return next(self._rows)

    @property
    def position(self) -> int:
        """Bytes read so far, 0 to `size`: rises by blocks, not by rows."""
        return self.size if self._file.closed else self._file.tell()


def read_feed(
    path: Path,
    format: Format | None = None,  # noqa: A002
    categories: CategoryTable | None = None,
) -> Feed:
    """Read a feed of any size, holding a few rows at a time.

    Args:
        path: of the feed.
        format: if None, told from the content.
        categories: if None, the table that ships.

    Raises:
        FeedError: the file cannot be read or is no feed: here, or by the rows as they are read.
    """
    categories = categories or CategoryTable()
    try:
        size = path.stat().st_size
        file = path.open("rb")
    except OSError as error:
        raise FeedError(f"feed: {path} cannot be read: {error.strerror or error}") from error

    def rows() -> Iterator[Row | Reject]:
        with file:
            for row in read_tsv(file):
                if isinstance(row, Row):
                    product = row.product
                    words = (product.google_product_category, product.product_type, product.title)
                    yield Row(row.line, product, categories.category(*words))
                else:
                    yield row

    return Feed(file, size, format or Format.TSV, rows())
