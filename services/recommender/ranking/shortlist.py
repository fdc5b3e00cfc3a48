"""The few products that are worth comparing exactly, out of all that meet the filters."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.recommender import Filters, GenderHint
from services.recommender.catalog.columns import Rows
from services.recommender.catalog.shelf import Shelf
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.fit import (
    NO_COUNTS,
    NO_FILTERS,
    common_parts,
    department_factor,
    weighted_mean,
)
from services.recommender.ranking.look import Look
from services.recommender.ranking.parts import Scores, availability_fit, category_fit, colour_fit
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights

VARIANTS: Final = 8
"""Rows that are looked through for every item that is wanted, at first: most items have fewer variants."""

WIDER: Final = 4
"""Items that are compared in every respect but exactly, for each that is wanted."""

KINDS_OF_A_COLOUR: Final = 3
OF_A_KIND: Final = 3
"""Kinds of one category and colour, and items of each of them, that are kept for the sake of variety."""


def shortlist(
    look: Look,
    shelf: Shelf,
    rows: Rows,
    gender: GenderHint,
    count: int,
    weights: RankingWeights = DEFAULT_WEIGHTS,
    filters: Filters = NO_FILTERS,
) -> Rows:
    """The best variant of each of the items that fit best, by sketches: about `count`.

    All rows are compared by what weighs most; the best of them in every respect. Ties go by row. Besides, the
    best of other colours is in it, up to a third of `count`: what is shown shall not look all
    the same. Where nothing is known of the garment but what it may be, all fit alike: then it is an even
    sample, and since rows are in order of category, department and colour, it has of each what the catalog
    has.

    Args:
        look: the garment.
        shelf: the catalog.
        rows: that meet the filters, ascending.
        gender: the person's.
        count: most items.
        weights: of the parts.
        filters: what the shopper asked for.

    Returns:
        Rows, ascending.
    """
    if len(rows) <= count:
        return rows
    if look.embedding is None and not len(look.colour_labs):
        return rows[np.linspace(0, len(rows) - 1, count).round().astype(np.intp)]
    rough = rough_fit(look, shelf, rows, gender, weights)
    group = shelf.attributes.group[rows]
    best = _best_of_groups(rough.score, group, WIDER * count)
    others = _best_of_colours(rough, group, count // 3)
    best = np.concatenate([best, np.setdiff1d(others, best)])
    closer = shelf.candidates(rows[best], None)
    score = weighted_mean(
        (weights.category, category_fit(look, closer)),
        (weights.look, rough.likeness[best]),
        (weights.colour, colour_fit(look, closer, weights.half_colour)),
        *common_parts(closer, weights, filters, NO_COUNTS),
    ) * department_factor(closer, gender, weights)
    return rows[np.union1d(best[_highest(score, count)[:count]], others)]


@dataclass(frozen=True)
class Rough:
    """How `n` rows fit, roughly."""

    score: Scores
    likeness: Scores
    """Of the pictures."""
    kinds: Candidates
    """One product of each kind that there is."""
    starts: Rows
    """`[kinds + 1]`: where the rows of each kind start, and `n`."""


def rough_fit(
    look: Look, shelf: Shelf, rows: Rows, gender: GenderHint, weights: RankingWeights = DEFAULT_WEIGHTS
) -> Rough:
    """Nearly the score of `fit`. All but the pictures is the same for all products of a kind."""
    kind = shelf.attributes.kind[rows]
    starts = np.concatenate([[0], np.flatnonzero(kind[1:] != kind[:-1]) + 1, [len(kind)]])
    of_kind = np.diff(starts)
    kinds = kind[starts[:-1]]
    alike = shelf.candidates(shelf.attributes.kinds.starts[kinds], None)
    parts = (
        (weights.category, category_fit(look, alike)),
        (weights.colour, colour_fit(look, alike, weights.half_colour)),
        (weights.availability, availability_fit(alike)),
    )
    factor = department_factor(alike, gender, weights)
    pictured = (alike.embedding_model == look.model) & (look.embedding is not None)
    # a weighted mean is a straight line in each of its parts: here are its ends in the picture's
    lowest, highest = (
        weighted_mean(*parts, (weights.look, np.where(pictured, value, np.nan).astype(np.float32))) * factor
        for value in (0, 1)
    )
    likeness = np.full(len(rows), np.nan, np.float32)
    score = np.repeat(lowest, of_kind)
    if look.embedding is None or not pictured.any():
        return Rough(score, likeness, alike, starts)
    changes = np.flatnonzero(alike.category[1:] != alike.category[:-1]) + 1
    edges = starts[[0, *changes, -1]]
    for start, end, name in zip(edges, edges[1:], alike.category[[0, *changes]], strict=False):
        centre = shelf.background.centres.get(str(name), np.zeros_like(look.embedding))
        likeness[start:end] = shelf.sketches.cosine(rows[start:end], look.embedding - centre)
    likeness += 1
    likeness /= 2
    score += likeness * np.repeat(highest - lowest, of_kind)
    if not pictured.all():
        likeness[np.repeat(~pictured, of_kind)] = np.nan
    return Rough(score, likeness, alike, starts)


def _best_of_groups(score: Scores, group: NDArray[np.uint32], count: int) -> NDArray[np.intp]:
    """The best row of each of the `count` groups whose best is highest; highest first, equals by row."""
    looked_at = count * VARIANTS
    while True:
        best = _highest(score, looked_at)
        _, first = np.unique(group[best], return_index=True)
        if len(first) >= count or looked_at >= len(score):
            return best[np.sort(first)[:count]]
        looked_at *= 4


def _best_of_colours(rough: Rough, group: NDArray[np.uint32], count: int) -> NDArray[np.intp]:
    """The best items of the best kinds of each category and colour, about `count` in all; ascending."""
    best = np.maximum.reduceat(rough.score, rough.starts[:-1])
    categories, colours = rough.kinds.category.tolist(), rough.kinds.colour.tolist()
    taken: Counter[tuple[str, str]] = Counter()
    rows: list[NDArray[np.intp]] = []
    for kind in np.argsort(-best, kind="stable").tolist():
        if len(rows) * OF_A_KIND >= count:
            break
        if taken[categories[kind], colours[kind]] < KINDS_OF_A_COLOUR:
            taken[categories[kind], colours[kind]] += 1
            start, end = rough.starts[kind : kind + 2]
            rows.append(start + _best_of_groups(rough.score[start:end], group[start:end], OF_A_KIND))
    return np.sort(np.concatenate([np.zeros(0, np.intp), *rows]))


def _highest(score: Scores, count: int) -> NDArray[np.intp]:
    """Rows of the `count` highest scores, highest first, equals by row."""
    if count >= len(score):
        return np.argsort(-score, kind="stable")
    least = np.partition(score, len(score) - count)[len(score) - count]
    over = np.flatnonzero(score >= least)  # and all that equal the last, so that none is taken by chance
    return over[np.argsort(-score[over], kind="stable")]
