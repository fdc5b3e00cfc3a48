"""A feed file of any format -> its rows, one by one: the only door to the feeds."""

from collections.abc import Callable, Iterator
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

    def __init__(
        self,
        path: Path,
        format: Format,  # noqa: A002
        size: int,
        read: Callable[[BufferedReader], Iterator[Row | Reject]],
    ):
        self.format = format
        self.size = size
        """Bytes of the file."""
        self._file: BufferedReader | None = None
        self._rows = self._read(path, read)

    def __next__(self) -> Row | Reject:
        return next(self._rows)

    @property
    def position(self) -> int:
        """Bytes read so far, 0 to `size`: a progress bar needs no second look at the file."""
        if self._file is None:
            return 0
        return self.size if self._file.closed else min(self._file.tell(), self.size)

    def _read(
        self, path: Path, read: Callable[[BufferedReader], Iterator[Row | Reject]]
    ) -> Iterator[Row | Reject]:
        try:
            with path.open("rb") as self._file:
                yield from read(self._file)
        except OSError as error:
            raise FeedError(f"feed: {path} cannot be read: {error}") from error


def read_feed(
    path: Path,
    format: Format | None = None,  # noqa: A002
    categories: CategoryTable | None = None,
    currency: str = "",
    shop: str = "",
) -> Feed:
    """Read a feed of any size, holding a few rows at a time.

    Args:
        path: of the feed.
        format: if None, told from the content.
        categories: if None, the table that ships.
        currency: ISO 4217, of the prices; rows in another are bad. If "", that of most of the first rows, and
            EUR for a Shopify file, which does not say it.
        shop: address of a Shopify shop ("https://shop.example"), where its product pages are.

    Raises:
        FeedError: the file cannot be read or is no feed: here, or by the rows as they are read.
    """
    table = categories or load_categories()
    try:
        with path.open("rb") as file:
            chosen = format or detect(file)
        size = path.stat().st_size
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise FeedError(f"feed: {path} cannot be read: {error}") from error

    def read(file: BufferedReader) -> Iterator[Row | Reject]:
        return check(records(file, chosen, currency, shop), table, currency=currency)

    return Feed(path, chosen, size, read)
