"""What goes with a garment: pieces of another slot that complete the look, and why.

A worn upper is completed by lowers, a lower by uppers, and a dress or jumpsuit by what is worn over it, a
jacket or a blazer. A kimono is complete: what goes over it is a kimono too.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, Category
from contracts.recommender import Filters, GenderHint
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.co_wear import FAMILY_OF, CoWear, co_wear
from services.recommender.ranking.fit import NO_COUNTS, common_parts, department_factor, weighted_mean
from services.recommender.ranking.harmony import harmony
from services.recommender.ranking.look import Look
from services.recommender.ranking.pages import Pick
from services.recommender.ranking.parts import Scores
from services.recommender.ranking.reasons import common_reasons
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights

OVER: Final[tuple[Category, ...]] = ("Jacket", "Blazer")
"""What is worn over a dress or a jumpsuit."""

GOES_WITH: Final = 0.8
"""Least harmony that is called going together."""

DENIM: Final = frozenset({"navy", "blue", "light blue"})
"""Colours in which jeans are a neutral: they go with everything, however blue."""

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


def completing_categories(look: Look) -> tuple[Category, ...]:
    """What completes the garment, by what it most probably is; nothing completes a kimono."""
    likeliest = _likeliest(look)
    if likeliest in CATEGORIES["upper"]:
        return CATEGORIES["lower"]
    if likeliest in CATEGORIES["lower"]:
        return CATEGORIES["upper"]
    return () if likeliest == "Kimono" else OVER


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
    together = harmony_fit(look, candidates)
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


def harmony_fit(look: Look, candidates: Candidates) -> Scores:
    """How well each product's colours go with the garment's, each of these by its share.

    NaN where the garment or the product has no colour. Blue jeans go with everything.
    """
    if not len(look.colour_labs):
        return np.full(len(candidates), np.nan, np.float32)
    pairs = harmony(look.colour_labs[None, :, None], candidates.colour_labs[:, None, :])
    known = ~np.isnan(candidates.colour_labs[:, None, :, 0])
    of_garment = np.where(known, pairs, 0).sum(axis=2) / np.maximum(known.sum(axis=2), 1)
    by_set = np.where(known.any(axis=(1, 2)), of_garment @ look.colour_shares, np.nan)
    score = by_set[candidates.colour_set]
    denim = (candidates.category == "Jeans") & np.isin(candidates.colour, list(DENIM))
    if _likeliest(look) == "Jeans" and look.colour_name in DENIM:
        denim = np.ones(len(candidates), np.bool_)
    return np.where(denim, np.maximum(score, GOES_WITH), score).astype(np.float32)


def worn_with_fit(look: Look, candidates: Candidates) -> Scores:
    """How usual the product's category is with the garment, as a part of the most usual one's: 0..1.

    The square root of the shares: what is worn half as often is not half as good.
    """
    among = completing_categories(look)
    shares = dict.fromkeys(map(str, among), 0.0)
    for category, probability in look.categories.items():
        for other, share in _from(look, co_wear("category")).shares(category, among).items():
            shares[other] += probability * share
    score = np.zeros(len(candidates), np.float32)
    for other, share in shares.items():
        score[candidates.category == other] = (share / max(shares.values())) ** 0.5
    return score


def worn_with_colour_fit(look: Look, candidates: Candidates) -> Scores:
    """Whether the two colours are worn together more often (over 0.5) than by chance, or less; 0..1.

    NaN where the garment or the product has no colour of the palette.
    """
    score = np.full(len(candidates), np.nan, np.float32)
    if look.colour_name not in FAMILY_OF:
        return score
    families = tuple(dict.fromkeys(FAMILY_OF.values()))
    lifts = _from(look, co_wear("colour")).lifts(FAMILY_OF[look.colour_name], families)
    for colour, family in FAMILY_OF.items():
        score[candidates.colour == colour] = lifts[family] / (1 + lifts[family])
    return score


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
    likeliest, category = _likeliest(look), str(candidates.category[row])
    among = completing_categories(look)
    if _from(look, co_wear("category")).shares(likeliest, among)[category] >= 1 / len(among):
        found.append(f"often worn with {PLURAL[likeliest]}")
    return [*(found or ["completes the look"]), *common_reasons(row, candidates, filters)]


def _from(look: Look, counts: CoWear) -> CoWear:
    """The counts from the garment's side: they are kept as upper pieces first."""
    return counts if _likeliest(look) in CATEGORIES["upper"] else counts.turned()


def _likeliest(look: Look) -> Category:
    return max(look.categories.items(), key=lambda item: item[1])[0]
