"""How good an order of products is, given which of them are right: recall, average precision, intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CUTS = (8, 24, 100)
"""A page of the product, three pages, and what hardly anybody leafs through."""

RESAMPLES = 2000


@dataclass(frozen=True)
class Scores:
    """One way of ordering, over the same `n` queries: each `[n]`, 0..1."""

    average_precision: NDArray[np.float64]
    recall: dict[int, NDArray[np.float64]]
    """By the number of products that are looked at."""
    found: NDArray[np.float64]
    """1 where the first page has a right product at all."""


def score(orders: Sequence[NDArray[np.intp]], right: Sequence[NDArray[np.bool_]]) -> Scores:
    """Score an order for each query.

    Args:
        orders: for each of `n` queries, rows of products, best first; what is left out is never found.
        right: for each of them, `[products]`, which are right; one at least.
    """
    hits = [of_query[order] for order, of_query in zip(orders, right, strict=True)]
    totals = np.array([of_query.sum() for of_query in right])
    return Scores(
        np.array([average_precision(hit, int(total)) for hit, total in zip(hits, totals, strict=True)]),
        {cut: np.array([hit[:cut].sum() for hit in hits]) / totals for cut in CUTS},
        np.array([float(hit[: CUTS[0]].any()) for hit in hits]),
    )


def average_precision(hits: NDArray[np.bool_], total: int) -> float:
    """Mean over the `total` right products of the precision at the place of each; 0 for one that is missing.

    Args:
        hits: `[k]`, whether the product at each place is right.
        total: right products that there are.
    """
    places = np.flatnonzero(hits) + 1
    return float((np.arange(1, len(places) + 1) / places).sum() / total)


def mean_of(scores: list[Scores]) -> Scores:
    """Of several orders of the same queries, such as random ones, the mean for each query."""
    return Scores(
        np.mean([one.average_precision for one in scores], axis=0),
        {cut: np.mean([one.recall[cut] for one in scores], axis=0) for cut in CUTS},
        np.mean([one.found for one in scores], axis=0),
    )


def interval(values: NDArray[np.float64], seed: int = 0) -> tuple[float, float]:
    """95 % interval of the mean of `[n]` values: percentile bootstrap over the queries."""
    rows = np.random.default_rng(seed).integers(len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[rows].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
