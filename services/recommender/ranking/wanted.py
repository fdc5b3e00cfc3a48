"""Which products may be in an answer at all."""

import hashlib
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Category
from contracts.palette import PALETTE
from contracts.recommender import Filters, GenderHint
from services.recommender.catalog.attributes import Attributes, Kinds
from services.recommender.catalog.columns import Rows
from services.recommender.errors import BadQuery
from services.recommender.feeds.product import MAX_AMOUNT

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
    brand: str | None = None
    """Whatever its upper and lower case."""
    size: str | None = None
    """Whatever its upper and lower case."""

    @property
    def digest(self) -> str:
        """32 hexadecimal digits that are the same for the same conditions."""
        return hashlib.blake2b(repr(self).encode(), digest_size=16).hexdigest()

    def rows(self, attributes: Attributes) -> Rows:
        """All products that meet the conditions, ascending."""
        return self.rows_of(attributes, self.of_kinds(attributes.kinds))

    def of_kinds(self, kinds: Kinds) -> NDArray[np.bool_]:
        """`[k]`: the kinds that meet the conditions on what products of a kind are alike in."""
        chosen = kinds.category.is_one_of(self.categories)
        if self.department is not None:
            chosen &= kinds.gender.is_one_of((self.department, "unisex"))
        if self.in_stock:
            chosen &= kinds.availability.is_one_of(("in_stock",))
        if self.colour is not None:
            chosen &= kinds.colour.is_one_of((self.colour,))
        return chosen

    def rows_of(self, attributes: Attributes, chosen: NDArray[np.bool_]) -> Rows:
        """The products of these kinds (`[k]`) that meet all other conditions, ascending."""
        of = attributes
        texts = ((of.brand, self.brand), (of.size, self.size))
        spelled = [(column.codes, column.is_spelled(text)) for column, text in texts if text is not None]
        pieces = [np.zeros(0, np.intp)]
        for start, end in of.kinds.runs(chosen):
            met = np.ones(end - start, bool)
            if self.min_cents is not None:
                met &= of.asked_cents[start:end] >= self.min_cents
            if self.max_cents is not None:
                met &= of.asked_cents[start:end] <= self.max_cents
            for codes, asked in spelled:
                met &= asked[codes[start:end]]
            pieces.append(start + np.flatnonzero(met))
        return np.concatenate(pieces)


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
    low, high = filters.price_min, filters.price_max
    if low is not None and high is not None and low > high:
        raise BadQuery(f"price_min: {low} is over price_max, {high}")
    if filters.colour is not None and filters.colour not in PALETTE:
        raise BadQuery(f"colour: {filters.colour[:32]!r} is not one of {', '.join(PALETTE)}")
    return Wanted(
        categories=(filters.category,) if filters.category else categories,
        department=gender.label if gender.source == "shopper" and gender.label != "all" else None,
        min_cents=_cents(low, ROUND_CEILING),
        max_cents=_cents(high, ROUND_FLOOR),
        in_stock=filters.in_stock,
        colour=filters.colour,
        brand=filters.brand,
        size=filters.size,
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
