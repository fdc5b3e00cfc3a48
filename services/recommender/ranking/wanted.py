"""Which products may be in an answer at all: one rule, as a mask over arrays and as SQL."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Category
from contracts.palette import PALETTE
from contracts.recommender import Filters, GenderHint
from services.recommender.errors import BadQuery
from services.recommender.feeds.product import MAX_AMOUNT
from services.recommender.ranking.candidates import Candidates

Department = Literal["male", "female"]


@dataclass(frozen=True)
class Wanted:
    """Conditions that every product meets; None asks for nothing."""

    categories: tuple[Category, ...]
    department: Department | None = None
    """Only this department and what is for both."""
    min_cents: int | None = None
    max_cents: int | None = None
    in_stock: bool = True
    colour: str | None = None

    def sql(self) -> str:
        """The condition for the table. Every text in it is one of ours or quoted."""
        parts = [f"category IN ({', '.join(map(quoted, self.categories))})"]
        if self.department is not None:
            parts.append(f"gender IN ({quoted(self.department)}, 'unisex')")
        if self.min_cents is not None:
            parts.append(f"asked_cents >= {self.min_cents}")
        if self.max_cents is not None:
            parts.append(f"asked_cents <= {self.max_cents}")
        if self.in_stock:
            parts.append("availability = 'in_stock'")
        if self.colour is not None:
            parts.append(f"colour = {quoted(self.colour)}")
        return " AND ".join(parts)

    def mask(self, candidates: Candidates) -> NDArray[np.bool_]:
        """The same condition for products in memory: `[n]` bool."""
        mask = np.isin(candidates.category, self.categories)
        if self.department is not None:
            mask &= np.isin(candidates.gender, (self.department, "unisex"))
        if self.min_cents is not None:
            mask &= candidates.asked_cents >= self.min_cents
        if self.max_cents is not None:
            mask &= candidates.asked_cents <= self.max_cents
        if self.in_stock:
            mask &= candidates.availability == "in_stock"
        if self.colour is not None:
            mask &= candidates.colour == self.colour
        return mask


def wanted_from(filters: Filters, gender: GenderHint, categories: tuple[Category, ...]) -> Wanted:
    """What the request allows.

    A shopper's own department is strict; a model's guess is no condition (it is weighed in the ranking).

    Args:
        filters: of the request; its category replaces `categories`.
        gender: of the request.
        categories: that the garment may have.

    Raises:
        BadQuery: the price range is empty, or the colour is not in the palette.
    """
    low = _cents(filters.price_min, ROUND_CEILING)
    high = _cents(filters.price_max, ROUND_FLOOR)
    if low is not None and high is not None and low > high:
        raise BadQuery(f"price_min: {filters.price_min} is over price_max, {filters.price_max}")
    if filters.colour is not None and filters.colour not in PALETTE:
        raise BadQuery(f"colour: {filters.colour[:32]!r} is not one of {', '.join(PALETTE)}")
    return Wanted(
        categories=(filters.category,) if filters.category else categories,
        department=gender.label if gender.source == "shopper" and gender.label != "all" else None,
        min_cents=low,
        max_cents=high,
        in_stock=filters.in_stock,
        colour=filters.colour,
    )


def quoted(text: str) -> str:
    """A string literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _cents(amount: float | None, rounding: str) -> int | None:
    """Hundredths, at most one more than any price has."""
    if amount is None:
        return None
    cents = Decimal(str(min(amount, MAX_AMOUNT))) * 100
    return min(int(cents.to_integral_value(rounding)), MAX_AMOUNT + 1)
