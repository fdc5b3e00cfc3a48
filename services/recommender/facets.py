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

MAX_TABLE: Final = 2**24
"""Bytes of a table of values by groups; what would need a larger one is sorted, which takes longer."""

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
        rows, group = wanted.rows(self._attributes), self._attributes.group
        if name in ("brand", "size"):
            column: Column = getattr(self._attributes, name)
            return _counted(column, column.codes[rows], group[rows])
        column = getattr(self._attributes.kinds, name)
        can_be_asked = np.isin(column.values, list(PALETTE)) if name == "colour" else None
        return _counted(column, column.codes[self._attributes.kind[rows]], group[rows], can_be_asked)

    def _count_cards(self, wanted: Wanted) -> int:
        return _different(self._attributes.group[wanted.rows(self._attributes)])


def _different(group: NDArray[np.uint32]) -> int:
    seen = np.zeros(int(group.max(initial=0)) + 1, bool)
    seen[group] = True
    return int(np.count_nonzero(seen))


def _counted(
    column: Column,
    codes: NDArray[np.unsignedinteger],
    group: NDArray[np.uint32],
    can_be_asked: NDArray[np.bool_] | None = None,
) -> list[FacetValue]:
    """The most frequent values of a column, each with its number of groups; spellings count together.

    `can_be_asked`: of each value; the others are left out.
    """
    spelling = column.spellings
    counts = _pairs(spelling[codes], len(spelling), group)
    if can_be_asked is not None:
        counts[~can_be_asked] = 0
    order = np.lexsort((np.arange(len(counts)), -counts))[:MAX_VALUES]
    return [
        FacetValue(value=str(column.values[code]), count=int(counts[code]))
        for code in order
        if counts[code] and column.values[code]
    ]


def _pairs(codes: NDArray[np.intp], values: int, group: NDArray[np.uint32]) -> NDArray[np.intp]:
    """How many different groups come with each code: `[values]`."""
    groups = int(group.max(initial=0)) + 1
    if values * groups <= MAX_TABLE:
        seen = np.zeros(values * groups, bool)
        seen[codes * groups + group] = True
        return np.asarray(np.count_nonzero(seen.reshape(values, groups), axis=1))
    pairs = np.unique(group.astype(np.uint64) * values + codes.astype(np.uint64))
    return np.bincount((pairs % values).astype(np.intp), minlength=values)
