"""A feed file, and how it is read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from services.recommender.errors import FeedError
from services.recommender.feeds.categories import SHIPPED, load_categories
from services.recommender.feeds.formats import Format
from services.recommender.feeds.reading import Feed, read_feed


@dataclass(frozen=True)
class FeedFile:
    """A feed, and how it is read."""

    path: Path
    format: Format | None = None
    """None: told from the content."""
    categories: Path | None = None
    """Table of a merchandiser; None is the one that ships."""
    currency: str = ""
    """ISO 4217, of the prices; "" is that of most of its rows, and EUR for a Shopify file, which does not say
    it."""
    shop: str = ""
    """Address of a Shopify shop, where its product pages are."""

    @property
    def rows(self) -> Feed:
        """Read it."""
        categories = load_categories(self.categories or SHIPPED)
        return read_feed(self.path, self.format, categories, self.currency, self.shop)

    def arguments(self) -> list[str]:
        """Itself, for the command line of another process."""
        return [str(self.path), self.format or "", str(self.categories or ""), self.currency, self.shop]

    def key(self) -> list[str]:
        """Everything that its rows are made from: content, options, and the table of categories.

        Raises:
            FeedError: the feed or the table cannot be read.
        """
        return [_digest(self.path), *self.arguments(), _digest(self.categories or SHIPPED)]

    @classmethod
    def from_arguments(cls, path: str, format_: str, categories: str, currency: str, shop: str) -> "FeedFile":
        """The inverse of `arguments`."""
        table = Path(categories) if categories else None
        return cls(Path(path), Format(format_) if format_ else None, table, currency, shop)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FeedError(f"feed: {path} cannot be read: {reason}") from error
