"""What speaks for a piece of another slot, one thing at a time, each as an array of numbers in 0..1.

A worn upper is completed by lowers, a lower by uppers, and a dress or jumpsuit by what is worn over it, a
jacket or a blazer. A kimono is complete: what goes over it is a kimono too.
"""

from typing import Final

import numpy as np

from contracts.clothes import CATEGORIES, Category
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.co_wear import FAMILY_OF, CoWear, co_wear
from services.recommender.ranking.harmony import harmony
from services.recommender.ranking.look import Look
from services.recommender.ranking.parts import Scores
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights

OVER: Final[tuple[Category, ...]] = ("Jacket", "Blazer")
"""What is worn over a dress or a jumpsuit."""

GOES_WITH: Final = 0.8
"""Least harmony that is called going together."""

DENIM: Final = frozenset({"navy", "blue", "light blue"})
"""Colours in which jeans are a neutral, however blue: a common rule of dressing, and no finding of ours."""


def completing_categories(look: Look) -> tuple[Category, ...]:
    """What completes the garment, by what it most probably is; nothing completes a kimono."""
    likeliest = likeliest_of(look)
    if likeliest in CATEGORIES["upper"]:
        return CATEGORIES["lower"]
    if likeliest in CATEGORIES["lower"]:
        return CATEGORIES["upper"]
    return () if likeliest == "Kimono" else OVER


def harmony_fit(look: Look, candidates: Candidates, weights: RankingWeights = DEFAULT_WEIGHTS) -> Scores:
    """How well each product's colours go with the garment's, each of these by its share.

    NaN where the garment or the product has no colour. Blue jeans complete everything but the same blue; with
    them on, everything else goes, and neutrals best.
    """
    if not len(look.colour_labs):
        return np.full(len(candidates), np.nan, np.float32)
    pairs = harmony(look.colour_labs[None, :, None], candidates.colour_labs[:, None, :], weights.vivid_pair)
    known = ~np.isnan(candidates.colour_labs[:, None, :, 0])
    of_garment = np.where(known, pairs, 0).sum(axis=2) / np.maximum(known.sum(axis=2), 1)
    by_set = np.where(known.any(axis=(1, 2)), of_garment @ look.colour_shares, np.nan)
    score = by_set[candidates.colour_set]
    least = np.where((candidates.category == "Jeans") & np.isin(candidates.colour, list(DENIM)), 1.0, 0.0)
    if likeliest_of(look) == "Jeans" and look.colour_name in DENIM:
        least[:] = GOES_WITH
    least[candidates.colour == look.colour_name] = 0
    return np.maximum(score, least).astype(np.float32)


def worn_with_fit(look: Look, candidates: Candidates) -> Scores:
    """How usual the product's category is with the garment, as a part of the most usual one's: 0..1.

    The square root of the shares: what is worn half as often is not half as good.
    """
    among = completing_categories(look)
    shares = dict.fromkeys(map(str, among), 0.0)
    for category, probability in look.categories.items():
        for other, share in counts_of(look, co_wear("category")).shares(category, among).items():
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
    lifts = counts_of(look, co_wear("colour")).lifts(FAMILY_OF[look.colour_name], families)
    for colour, family in FAMILY_OF.items():
        score[candidates.colour == colour] = lifts[family] / (1 + lifts[family])
    return score


def counts_of(look: Look, counts: CoWear) -> CoWear:
    """The counts from the garment's side: they are kept as upper pieces first."""
    return counts if likeliest_of(look) in CATEGORIES["upper"] else counts.turned()


def likeliest_of(look: Look) -> Category:
    """The category that the garment most probably is."""
    return max(look.categories.items(), key=lambda item: item[1])[0]
