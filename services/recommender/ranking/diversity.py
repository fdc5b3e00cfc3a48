"""The order in which products are shown: good ones first, no two that are nearly the same side by side."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.recommender.ranking.candidates import Candidates

RELEVANCE = 0.8
"""Lambda of maximal marginal relevance: 1 is the plain ranking, 0 only looks for what is different."""

SAME_COLOUR_SHARE = 0.5
"""How alike two products of one category are by their colour alone; their pattern makes up the rest."""


@dataclass(frozen=True)
class _Traits:
    """What makes two products look the same to a shopper, as integer codes, each `[n]`."""

    category: NDArray[np.intp]
    colour: NDArray[np.intp]
    pattern: NDArray[np.intp]

    def alike(self, row: int) -> NDArray[np.float32]:
        """How alike every product is to the one in `row`: 1 for the same category, colour and pattern."""
        category = self.category == self.category[row]
        colour = self.colour == self.colour[row]
        pattern = self.pattern == self.pattern[row]
        alike = category * (SAME_COLOUR_SHARE * colour + (1 - SAME_COLOUR_SHARE) * colour * pattern)
        return np.asarray(alike, np.float32)


def diversify(candidates: Candidates, score: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Rows of the first `count` products to show.

    Maximal marginal relevance (J. Carbonell and J. Goldstein, "The Use of MMR", SIGIR 1998) picks one product
    after the other: the best of `RELEVANCE` times its score less `1 - RELEVANCE` times its likeness to the
    last picked ones, where likeness fades by half with each place between them. Further:

    - Of the variants of one item (its colours and sizes) the one that fits best is shown, and no other.
    - The same category, colour and pattern never come twice in a row while anything else is left.

    Ties go by id, so the order of the candidates changes nothing, and a longer list starts with the shorter.

    Args:
        candidates: `n` products.
        score: `[n]`, 0..1.
        count: how many to pick at most.
    """
    rows = _best_of_variants(candidates, score)
    kept = candidates.take(rows)
    traits = _Traits(_codes(kept.category), _codes(kept.colour), _codes(kept.pattern))
    relevance = RELEVANCE * score[rows]
    free = np.ones(len(rows), bool)
    repeats = np.zeros(len(rows), bool)
    likeness = np.zeros(len(rows), np.float32)
    picked: list[int] = []
    while free.any() and len(picked) < count:
        can_follow = free & ~repeats if (free & ~repeats).any() else free
        gain = np.where(can_follow, relevance - (1 - RELEVANCE) * likeness, -np.inf)
        best = int(np.argmax(gain))  # the first of equals, and rows are in order of score and id
        picked.append(best)
        free[best] = False
        alike = traits.alike(best)
        repeats = alike == 1
        likeness = np.maximum(likeness / 2, alike)
    return rows[picked]


def _best_of_variants(candidates: Candidates, score: NDArray[np.float32]) -> NDArray[np.intp]:
    """Rows of the best product of each group, best first, ties by id."""
    order: NDArray[np.intp] = np.lexsort((candidates.ids, -score))
    _, first = np.unique(candidates.group[order], return_index=True)
    return order[np.sort(first)]


def _codes(texts: NDArray[np.str_]) -> NDArray[np.intp]:
    codes: NDArray[np.intp] = np.unique(texts, return_inverse=True)[1]
    return codes
