"""What becomes of a row of a feed: a checked product, or the reason why it was left out."""

from dataclasses import dataclass

from contracts.clothes import Category
from services.recommender.feeds.product import FeedProduct


@dataclass(frozen=True, slots=True)
class Row:
    """A good row, the line that it begins on (counted from 1), and where its product belongs.

    `category` is None for what is none of the ten: kept, and not recommended.
    """

    line: int
    product: FeedProduct
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was left out; `id` is empty where the row has none."""

    line: int
    id: str
    reason: str
