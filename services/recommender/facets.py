"""What the products that meet the filters can be narrowed down to, with counts."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES
from contracts.palette import PALETTE
from contracts.recommender import Facets, FacetValue
from services.recommender.catalog.attributes import Attributes
from services.recommender.catalog.columns import Column
from services.recommender.catalog.records import price
from services.recommender.ranking.wanted import Wanted

MAX_VALUES: Final = 50
"""Values that one facet names, the most frequent ones."""

REMEMBERED: Final = 256
"""Counts of one facet under one set of filters, some kilobytes each."""

ALL_CATEGORIES: Final = tuple(category for labels in CATEGORIES.values() for category in labels)


class FacetCounter:
    """Counts in one version of the catalog, and remembers: who differs in one filter shares the rest."""

    def __init__(self, attributes: Attributes) -> None:
        self._attributes = attributes
        self._values = lru_cache(maxsize=REMEMBERED)(self._count)
        self._cards = lru_cache(maxsize=REMEMBERED)(self._count_cards)

    def facets(self, wanted: Wanted) -> Facets:
        """Count the cards that a shopper would see: the variants of one item are one.

        Each facet is counted without its own condition, so that another of its values can be chosen; the
        price range is that of the products that meet all other conditions. What is for both departments is
        counted in each.
        """
        departments = [
            FacetValue(value=name, count=self._cards(replace(wanted, department=name)))
            for name in ("female", "male")
        ]
        priced = replace(wanted, min_cents=None, max_cents=None).rows(self._attributes)
        cents = self._attributes.asked_cents[priced]
        return Facets(
            total=self._cards(wanted),
            category=self._values("category", replace(wanted, categories=ALL_CATEGORIES)),
            gender=sorted((one for one in departments if one.count), key=lambda one: -one.count),
            colour=self._values("colour", replace(wanted, colour=None)),
            brand=self._values("brand", replace(wanted, brand=None)),
            size=self._values("size", replace(wanted, size=None)),
            availability=self._values("availability", replace(wanted, in_stock=False)),
            price_min=price(self._attributes, int(priced[np.argmin(cents)])) if len(priced) else None,
            price_max=price(self._attributes, int(priced[np.argmax(cents)])) if len(priced) else None,
        )

    def _count(self, name: str, wanted: Wanted) -> list[FacetValue]:
        if name in ("brand", "size"):
            return self._count_products(getattr(self._attributes, name), wanted)
        return self._count_kinds(getattr(self._attributes.kinds, name), wanted)

    def _count_products(self, column: Column, wanted: Wanted) -> list[FacetValue]:
        """Spellings count together."""
        rows = wanted.rows(self._attributes)
        codes = column.spellings[column.codes[rows]]
        return _most_frequent(
            column, _groups_of_each(codes, len(column.values), self._attributes.group[rows])
        )

    def _count_kinds(self, column: Column, wanted: Wanted) -> list[FacetValue]:
        """One value after the other: its products are neighbours, so there is hardly anything to gather."""
        chosen, counts = wanted.of_kinds(self._attributes.kinds), np.zeros(len(column.values), np.intp)
        for code in np.flatnonzero(np.bincount(column.codes[chosen])):
            if column is not self._attributes.kinds.colour or column.values[code] in PALETTE:
                rows = wanted.rows_of(self._attributes, chosen & (column.codes == code))
                counts[code] = _different(self._attributes.group[rows])
        return _most_frequent(column, counts)

    def _count_cards(self, wanted: Wanted) -> int:
        return _different(self._attributes.group[wanted.rows(self._attributes)])


def _different(group: NDArray[np.uint32]) -> int:
    seen = np.zeros(int(group.max(initial=0)) + 1, bool)
    seen[group] = True
    return int(np.count_nonzero(seen))


def _groups_of_each(
    codes: NDArray[np.unsignedinteger], values: int, group: NDArray[np.uint32]
) -> NDArray[np.intp]:
    """How many different groups come with each code: `[values]`."""
    groups = int(group.max(initial=0)) + 1
    pairs = np.multiply(codes, groups, dtype=np.uint32 if values * groups < 2**32 else np.uint64)
    pairs += group
    pairs.sort()
    new = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
    return np.bincount(pairs[new] // groups, minlength=values)


def _most_frequent(column: Column, counts: NDArray[np.intp]) -> list[FacetValue]:
    """At most `MAX_VALUES` values that have a count; equals in the order of the alphabet."""
    order = np.argsort(-counts, kind="stable")[:MAX_VALUES]
    return [
        FacetValue(value=str(column.values[code]), count=int(counts[code]))
        for code in order
        if counts[code] and column.values[code]
    ]
