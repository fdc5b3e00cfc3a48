"""How well each product fits a garment: pure functions over arrays."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from contracts.recommender import Filters, GenderHint
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.look import Look
from services.recommender.ranking.parts import (
    Scores,
    availability_fit,
    category_fit,
    colour_fit,
    department_fit,
    freshness_fit,
    look_fit,
    popularity_fit,
    price_fit,
)
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights

NO_FILTERS = Filters()
NO_COUNTS: Mapping[str, int] = {}


@dataclass(frozen=True)
class Fit:
    """How `n` products fit, each array `[n]` float32 in 0..1."""

    score: Scores
    category: Scores
    look: Scores
    """NaN where the two pictures were not read by the same networks."""
    colour: Scores
    """NaN where the garment or the product has no colour."""


def fit(
    look: Look,
    candidates: Candidates,
    gender: GenderHint,
    weights: RankingWeights = DEFAULT_WEIGHTS,
    filters: Filters = NO_FILTERS,
    counts: Mapping[str, int] = NO_COUNTS,
) -> Fit:
    """Score every candidate for one garment.

    The score is the weighted mean of the parts that apply to the product, times what its department leaves
    of it. The order of the candidates changes nothing.

    Args:
        look: the garment.
        candidates: `n` products.
        gender: the person's.
        weights: of the parts.
        filters: what the shopper asked for; the prices in it are the usual ones to them.
        counts: product id -> how often others chose it.
    """
    category = category_fit(look, candidates)
    alike = look_fit(look, candidates)
    colour = colour_fit(look, candidates, weights.half_colour)
    score = weighted_mean(
        (weights.category, category),
        (weights.look, alike),
        (weights.colour, colour),
        *common_parts(candidates, weights, filters, counts),
    )
    return Fit(score * department_factor(candidates, gender, weights), category, alike, colour)


def common_parts(
    candidates: Candidates, weights: RankingWeights, filters: Filters, counts: Mapping[str, int]
) -> list[tuple[float, Scores]]:
    """Weights and parts that speak for a product whatever it is compared with."""
    parts = [
        (weights.availability, availability_fit(candidates)),
        (weights.price, price_fit(candidates, filters, weights.half_price)),
        (weights.freshness, freshness_fit(candidates, weights.half_freshness_days)),
    ]
    if weights.popularity:
        parts.append((weights.popularity, popularity_fit(candidates, counts, weights.half_popularity)))
    return parts


def weighted_mean(*parts: tuple[float, Scores]) -> Scores:
    """The mean of the parts of each product, without those that are NaN; 0 where none applies."""
    weights = np.array([weight for weight, _ in parts], np.float32)[:, None]
    values = np.stack([part for _, part in parts])
    applies = ~np.isnan(values)
    total = np.sum(weights * applies, axis=0)
    mean = np.sum(np.where(applies, values, 0) * weights, axis=0) / np.maximum(total, 1e-6)
    return np.asarray(np.clip(mean, 0, 1), np.float32)


def department_factor(candidates: Candidates, gender: GenderHint, weights: RankingWeights) -> Scores:
    """What the department leaves of a score."""
    fits = department_fit(candidates, gender, weights.sure_department)
    return np.asarray(fits**weights.department, np.float32)
