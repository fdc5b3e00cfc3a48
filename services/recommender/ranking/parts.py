"""What speaks for a product, one thing at a time, each as an array of numbers in 0..1."""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from contracts.recommender import Filters, GenderHint
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.centres import centred_cosine
from services.recommender.ranking.look import Look
from serving.colour.difference import ciede2000

Scores = NDArray[np.float32]
"""`[n]`, 0..1; NaN where a part does not apply."""

AVAILABLE = {"in_stock": 1.0, "preorder": 0.5, "backorder": 0.5, "out_of_stock": 0.0}
DAY = 86_400

PRODUCTS_MAIN = 0.25
"""What the product's main colour counts in the closeness of colours; the garment's colours are the rest."""

SHADE = 1.5
"""kL of CIEDE2000: light and shade in a photo change L* more than dye does (2 is usual for cloth)."""

SAME_NAME = 0.4
"""Least closeness of two colours of one name: dark green trousers are nearer to black by numbers alone."""


def category_fit(look: Look, candidates: Candidates) -> Scores:
    """The probability of the product's category; 0 for a category that the garment does not have."""
    score = np.zeros(len(candidates), np.float32)
    for category, probability in look.categories.items():
        score[candidates.category == category] = probability
    return score


def look_fit(look: Look, candidates: Candidates) -> Scores:
    """Likeness of the pictures within their category: 0.5 is no more alike than any two of it, 1 the same.

    NaN where the pictures were not read by the same networks.
    """
    score = np.full(len(candidates), np.nan, np.float32)
    if look.embedding is None:
        return score
    of_one_kind = candidates.embedding_model == look.model
    nothing = np.zeros_like(look.embedding)
    for category in np.unique(candidates.category):
        rows = np.flatnonzero(of_one_kind & (candidates.category == category))
        cosine = centred_cosine(
            candidates.embedding[rows],
            candidates.spread[rows],
            candidates.background.centres.get(str(category), nothing),
            look.embedding,
        )
        score[rows] = (1 + cosine) / 2
    return score


def colour_fit(look: Look, candidates: Candidates, half: float) -> Scores:
    """Closeness of colours: 1 for the same, one half at a CIEDE2000 difference of `half`; more of one name.

    Most of it asks whether the product has the garment's colours, each by its share; the rest whether the
    garment has the product's main one, or a mustard dress with black spots would be as good as black.
    """
    if not len(look.colour_labs):
        return np.full(len(candidates), np.nan, np.float32)
    # [sets, garment's colours, product's colours]
    difference = ciede2000(look.colour_labs[None, :, None], candidates.colour_labs[:, None, :], SHADE)
    close = 0.5 ** (np.where(np.isnan(difference), np.inf, difference) / half)
    of_garment, of_product = close.max(axis=2) @ look.colour_shares, close[:, :, 0].max(axis=1)
    closeness = (1 - PRODUCTS_MAIN) * of_garment + PRODUCTS_MAIN * of_product
    closeness[np.isnan(candidates.colour_labs).all(axis=(1, 2))] = np.nan
    score = closeness[candidates.colour_set]
    named = candidates.colour == look.colour_name
    return np.asarray(np.where(named, SAME_NAME + (1 - SAME_NAME) * score, score), np.float32)


def department_fit(candidates: Candidates, gender: GenderHint, sure: float) -> Scores:
    """1 for the person's department and for unisex; for the other one what is left of the confidence.

    1 for all where no department is preferred: nobody said, the shopper wants all, or the guess is less than
    `sure`.
    """
    unsure = gender.source == "model" and gender.confidence < sure
    if gender.label == "all" or gender.source == "none" or unsure:
        return np.ones(len(candidates), np.float32)
    confidence = 1.0 if gender.source == "shopper" else gender.confidence
    fits = (candidates.gender == gender.label) | (candidates.gender == "unisex")
    return np.where(fits, 1.0, 1.0 - confidence).astype(np.float32)


def availability_fit(candidates: Candidates) -> Scores:
    """1 in stock, 0.5 to be had later, 0 out of stock."""
    score = np.zeros(len(candidates), np.float32)
    for availability, value in AVAILABLE.items():
        score[candidates.availability == availability] = value
    return score


def price_fit(candidates: Candidates, filters: Filters, half: float) -> Scores:
    """1 within the price range, one half at `half` times its upper end or 1 / `half` of its lower one.

    The range is the shopper's where they named one: within it all prices are equally welcome. Else it is the
    middle half of the prices of the product's category, so that a shopper who has said nothing meets what is
    ordinary before the very dear and the very cheap.
    """
    prices = candidates.asked_cents.astype(np.float64)
    low, high = np.ones_like(prices), np.full_like(prices, np.inf)
    if asks_for_price(filters):
        low[:] = _cents(filters.price_min, 0)
        high[:] = _cents(filters.price_max, np.inf)
    else:
        for category, usual in candidates.background.usual_prices.items():
            low[candidates.category == category], high[candidates.category == category] = usual
    times = np.maximum(np.maximum(prices / np.maximum(high, 1), low / np.maximum(prices, 1)), 1)
    return np.asarray(0.5 ** (np.log(times) / np.log(half)), np.float32)


def asks_for_price(filters: Filters) -> bool:
    """Whether the shopper named a price range."""
    return filters.price_min is not None or filters.price_max is not None


def freshness_fit(candidates: Candidates, half_days: float) -> Scores:
    """1 for what came with this version of the catalog, one half for what came `half_days` before.

    NaN where it is not known when a product came.
    """
    days = np.maximum(candidates.background.now - candidates.first_seen, 0) / DAY
    return np.where(candidates.first_seen > 0, 0.5 ** (days / half_days), np.nan).astype(np.float32)


def popularity_fit(candidates: Candidates, counts: Mapping[str, int], half: float) -> Scores:
    """0 for what nobody chose, one half at `half` times, nearing 1; NaN where nothing was counted at all."""
    if not counts:
        return np.full(len(candidates), np.nan, np.float32)
    chosen = np.array([max(counts.get(str(product), 0), 0) for product in candidates.ids], np.float64)
    return (chosen / (chosen + half)).astype(np.float32)


def _cents(amount: float | None, default: float) -> float:
    return default if amount is None else float(Decimal(str(amount)) * 100)
