"""How well each product fits a garment: pure functions over arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from contracts.recommender import GenderHint
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.centres import centred_cosine
from services.recommender.ranking.look import Look
from serving.image.colour_difference import ciede2000

Scores = NDArray[np.float32]


class RankingWeights(BaseModel):
    """What counts how much. Only proportions matter: a score is divided by the weights that applied to it."""

    model_config = ConfigDict(frozen=True)

    category: float = Field(default=0.40, ge=0)
    """Of the probability that the garment is of the product's category."""

    look: float = Field(default=0.25, ge=0)
    """Of the likeness of the two pictures. Left out where different networks looked at them."""

    colour: float = Field(default=0.32, ge=0)
    """Of the closeness of the colours. Left out where no colour was read."""

    availability: float = Field(default=0.03, ge=0)
    """Of what can be had now, or later: enough to decide between equals."""

    department: float = Field(default=0.5, ge=0)
    """Power of the probability that the product is for this person, which the score is multiplied by: at
    0.5, a guess that is 96 % sure leaves the other department a fifth of its score. Unisex always fits."""

    sure_department: float = Field(default=0.7, ge=0.5, le=1)
    """A guess of the department that is less sure than this counts as none."""

    half_colour: float = Field(default=12.0, gt=0)
    """CIEDE2000 difference at which closeness is one half. The nearest neighbours in the palette, such as
    black and charcoal, are 10 to 16 apart: they are half as close as the same colour, the others less."""


DEFAULT_WEIGHTS = RankingWeights()
AVAILABLE = {"in_stock": 1.0, "preorder": 0.5, "backorder": 0.5, "out_of_stock": 0.0}


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
    look: Look, candidates: Candidates, gender: GenderHint, weights: RankingWeights = DEFAULT_WEIGHTS
) -> Fit:
    """Score every candidate for one garment.

    The score is the weighted mean of the parts that apply to the product, times what its department leaves
    of it. The order of the candidates changes nothing.
    """
    category = category_fit(look, candidates)
    alike = look_fit(look, candidates)
    colour = colour_fit(look, candidates, weights.half_colour)
    parts = np.stack([category, alike, colour, availability_fit(candidates)])
    shares = np.array([weights.category, weights.look, weights.colour, weights.availability], np.float32)[
        :, None
    ]
    applies = ~np.isnan(parts)
    total = np.sum(shares * applies, axis=0)
    score = np.sum(np.where(applies, parts, 0) * shares, axis=0) / np.maximum(total, 1e-6)
    score = score * department_fit(candidates, gender, weights.sure_department) ** weights.department
    return Fit(np.clip(score, 0, 1).astype(np.float32), category, alike, colour)


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
            candidates.centres.get(str(category), nothing),
            look.embedding,
        )
        score[rows] = (1 + cosine) / 2
    return score


def colour_fit(look: Look, candidates: Candidates, half: float) -> Scores:
    """Closeness of colours: 1 for the same, one half at a CIEDE2000 difference of `half`.

    Half of it asks whether the product has the garment's colours, each by its share; the other half whether
    the garment has the product's main one, or a mustard dress with black spots would be as good as black.
    """
    if not len(look.colour_labs):
        return np.full(len(candidates), np.nan, np.float32)
    # [sets, garment's colours, product's colours]
    difference = ciede2000(look.colour_labs[None, :, None], candidates.colour_labs[:, None, :])
    close = 0.5 ** (np.where(np.isnan(difference), np.inf, difference) / half)
    closeness = (close.max(axis=2) @ look.colour_shares + close[:, :, 0].max(axis=1)) / 2
    closeness[np.isnan(candidates.colour_labs).all(axis=(1, 2))] = np.nan
    return np.asarray(closeness[candidates.colour_set], np.float32)


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
