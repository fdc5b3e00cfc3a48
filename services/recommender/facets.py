"""What the products that meet the filters can be narrowed down to, with counts."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES
from contracts.recommender import Facets, FacetValue
from services.recommender.catalog.attributes import Attributes
from services.recommender.catalog.columns import Column, Rows
from services.recommender.catalog.records import price
from services.recommender.ranking.wanted import Wanted

MAX_VALUES: Final = 50
"""Values that one facet names, the most frequent ones."""

MAX_TABLE: Final = 2**24
"""Bytes of a table of values by groups; what would need a larger one is sorted, which takes longer."""

ALL_CATEGORIES: Final = tuple(category for labels in CATEGORIES.values() for category in labels)


def facets(attributes: Attributes, wanted: Wanted) -> Facets:
    """Count the cards that a shopper would see: the variants of one item are one.

    Each facet is counted without its own condition, so that another of its values can be chosen; the price
    range is that of the products that meet all other conditions. What is for both departments is counted in
    each.
    """
    kinds, group = attributes.kinds, attributes.group

    def counted(column: Column, rows: Rows) -> list[FacetValue]:
        return _counted(column, column.codes[rows], group[rows])

    def of_kind(name: str, without: Wanted) -> list[FacetValue]:
        column, rows = getattr(kinds, name), without.rows(attributes)
        return _counted(column, column.codes[attributes.kind[rows]], group[rows])

    departments = (
        FacetValue(value=name, count=_cards(group[replace(wanted, department=name).rows(attributes)]))
        for name in ("female", "male")
    )
    priced = replace(wanted, min_cents=None, max_cents=None).rows(attributes)
    cents = attributes.asked_cents[priced]
    return Facets(
        total=_cards(group[wanted.rows(attributes)]),
        category=of_kind("category", replace(wanted, categories=ALL_CATEGORIES)),
        gender=sorted((one for one in departments if one.count), key=lambda one: -one.count),
        colour=of_kind("colour", replace(wanted, colour=None)),
        brand=counted(attributes.brand, replace(wanted, brand=None).rows(attributes)),
        size=counted(attributes.size, replace(wanted, size=None).rows(attributes)),
        availability=of_kind("availability", replace(wanted, in_stock=False)),
        price_min=price(attributes, int(priced[np.argmin(cents)])) if len(priced) else None,
        price_max=price(attributes, int(priced[np.argmax(cents)])) if len(priced) else None,
    )


def _cards(group: NDArray[np.uint32]) -> int:
    seen = np.zeros(int(group.max(initial=0)) + 1, bool)
    seen[group] = True
    return int(np.count_nonzero(seen))


def _counted(
    column: Column, codes: NDArray[np.unsignedinteger], group: NDArray[np.uint32]
) -> list[FacetValue]:
    """The most frequent values of a column, each with its number of groups; spellings count together."""
    spelling = column.spellings
    counts = _pairs(spelling[codes], len(spelling), group)
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
