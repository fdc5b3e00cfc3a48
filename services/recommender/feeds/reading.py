"""A feed file of any format -> its rows, one by one: the only door to the feeds."""

from collections.abc import Iterator
from contextlib import ExitStack
from io import BufferedReader
from pathlib import Path

from services.recommender.errors import FeedError
from services.recommender.feeds.categories import CategoryTable, load_categories
from services.recommender.feeds.checking import check
from services.recommender.feeds.formats import Format, detect, records
from services.recommender.feeds.rows import Reject, Row

__all__ = ["Feed", "Format", "read_feed"]


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
        """Bytes read so far, 0 to `size`: a progress bar needs no second look at the file."""
        return self.size if self._file.closed else min(self._file.tell(), self.size)


def read_feed(
    path: Path,
    format: Format | None = None,  # noqa: A002
    categories: CategoryTable | None = None,
    currency: str = "EUR",
    shop: str = "",
) -> Feed:
    """Read a feed of any size, holding a few rows at a time.

    Args:
        path: of the feed.
        format: if None, told from the content.
        categories: if None, the table that ships.
        currency: ISO 4217, of the prices in a Shopify file, which does not say it.
        shop: address of a Shopify shop ("https://shop.example"), where its product pages are.

    Raises:
        FeedError: the file cannot be read or is no feed: here, or by the rows as they are read.
    """
    categories = categories or load_categories()
    try:
        size = path.stat().st_size
        with ExitStack() as on_error:
            file = on_error.enter_context(path.open("rb"))
            chosen = format or detect(file)
            on_error.pop_all()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise FeedError(f"feed: {path} cannot be read: {error}") from error

    def rows() -> Iterator[Row | Reject]:
        with file:
            try:
                yield from check(records(file, chosen, currency, shop), categories)
            except OSError as error:
                raise FeedError(f"feed: {path} cannot be read: {error}") from error

    return Feed(file, size, chosen, rows())
