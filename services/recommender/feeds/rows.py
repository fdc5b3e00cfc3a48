"""A row of a feed: as it is written, and what becomes of it."""

from dataclasses import dataclass
from typing import NamedTuple

from contracts.clothes import Category
from services.recommender.feeds.product import FeedProduct


class Record(NamedTuple):
    """A row as a feed writes it: the line that it begins on, and its attributes that are not empty."""

    line: int
    attributes: dict[str, str]


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
