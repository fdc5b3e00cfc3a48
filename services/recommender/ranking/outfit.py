"""What goes with a garment: pieces of another slot that complete the look, and why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Category
from contracts.recommender import Filters, GenderHint
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.co_wear import FAMILY_OF, co_wear
from services.recommender.ranking.fit import NO_COUNTS, common_parts, department_factor, weighted_mean
from services.recommender.ranking.look import Look
from services.recommender.ranking.outfit_parts import (
    GOES_WITH,
    completing_categories,
    counts_of,
    harmony_fit,
    likeliest_of,
    worn_with_colour_fit,
    worn_with_fit,
)
from services.recommender.ranking.pages import Pick
from services.recommender.ranking.parts import Scores
from services.recommender.ranking.reasons import common_reasons
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights

PLURAL: Final[Mapping[Category, str]] = {
    "Tee": "tees",
    "Jacket": "jackets",
    "Sweater": "sweaters",
    "Blazer": "blazers",
    "Jeans": "jeans",
    "Shorts": "shorts",
    "Skirt": "skirts",
    "Dress": "dresses",
    "Jumpsuit": "jumpsuits",
    "Kimono": "kimonos",
}

VARIETY: Final = 0.15
"""What each piece that is already named takes off the score of one of its category and colour."""


def completing_look(look: Look) -> Look:
    """What to ask a catalog for: `completing_categories`, of any colour and cut."""
    among = completing_categories(look)
    return replace(
        look,
        categories=dict.fromkeys(among, 1 / len(among)),
        colour_labs=look.colour_labs[:0],
        colour_shares=look.colour_shares[:0],
        colour_name="",
        embedding=None,
    )


def complete(
    look: Look,
    candidates: Candidates,
    gender: GenderHint,
    filters: Filters,
    count: int,
    weights: RankingWeights = DEFAULT_WEIGHTS,
) -> list[Pick]:
    """At most `count` products that go with the garment, best first, of different items.

    The candidates must be of `completing_categories` and meet what the shopper asked for. Their order changes
    nothing.

    Args:
        look: the garment that is worn.
        candidates: `n` products.
        gender: the person's.
        filters: of the request; only prices and availability concern what completes a garment.
        count: how many to name.
        weights: of the parts.
    """
    together = harmony_fit(look, candidates, weights)
    score = weighted_mean(
        (weights.harmony, together),
        (weights.worn_with, worn_with_fit(look, candidates)),
        (weights.worn_with_colour, worn_with_colour_fit(look, candidates)),
        *common_parts(candidates, weights, filters, NO_COUNTS),
    ) * department_factor(candidates, gender, weights)
    return [
        Pick(
            id=str(candidates.ids[row]),
            score=round(float(score[row]), 4),
            reasons=_reasons(row, look, candidates, together, filters),
        )
        for row in varied(candidates, score, count)
    ]


def varied(candidates: Candidates, score: Scores, count: int) -> list[int]:
    """Rows of the best products of different items that differ in category and colour too.

    One after the other, the best score less `VARIETY` for each picked piece that is like it: half of the
    likeness is the category, half the family of the colour. So what is worn most comes most often and never
    alone. Ties go by id.
    """
    order: NDArray[np.intp] = np.lexsort((candidates.ids, -score))
    category = candidates.category[order]
    family = np.array([FAMILY_OF.get(str(colour), str(colour)) for colour in candidates.colour[order]])
    group = candidates.group[order]
    gain = score[order].astype(np.float64)
    picked: list[int] = []
    repeats = np.zeros(len(order))
    while len(picked) < min(count, len(order)):
        best = int(np.argmax(gain - VARIETY * repeats))
        if gain[best] == -np.inf:
            break
        picked.append(best)
        gain[group == group[best]] = -np.inf
        repeats += 0.5 * (category == category[best]) + 0.5 * (family == family[best])
    return [int(order[row]) for row in picked]


def _reasons(row: int, look: Look, candidates: Candidates, together: Scores, filters: Filters) -> list[str]:
    """Why the product goes with the garment, in a shopper's words; there is always one."""
    found = []
    if together[row] >= GOES_WITH:
        found.append(f"goes with {look.colour_name}")
    likeliest, category = likeliest_of(look), str(candidates.category[row])
    among = completing_categories(look)
    if counts_of(look, co_wear("category")).shares(likeliest, among)[category] >= 1 / len(among):
        found.append(f"often worn with {PLURAL[likeliest]}")
    return [*(found or ["completes the look"]), *common_reasons(row, candidates, filters)]
