"""What is looked for: a garment as it was read from a photo, or a product of the catalog."""

import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, Category, decode_embedding
from contracts.palette import PALETTE
from contracts.recommender import GarmentQuery
from services.recommender.errors import BadQuery
from services.recommender.ranking.candidates import Candidates
from serving.colour.lab import lab_from_hex

LEAST_PROBABLE = 0.05
"""A category that is less probable is not searched; the most probable one always is."""


@dataclass(frozen=True)
class Look:
    """A garment to compare products with."""

    categories: Mapping[Category, float]
    """How probable each searched category is, 0..1; never empty."""
    colour_labs: NDArray[np.float32]
    """`[colours, 3]` Lab, main colour first; empty where no colour was read."""
    colour_shares: NDArray[np.float32]
    """`[colours]`, sums to 1."""
    colour_name: str
    """The palette's name of the main colour; empty where no colour was read."""
    embedding: NDArray[np.float32] | None
    """`[256]` of unit length; None where there is nothing to compare."""
    model: str
    """What made the embedding."""

    def corrected(self, category: Category | None, colour: str | None) -> "Look":
        """The same garment with what the shopper knows better; None keeps what was read.

        Args:
            category: what it is.
            colour: a name of the palette.
        """
        look = self
        if category is not None:
            look = replace(look, categories={category: 1.0})
        if colour is not None:
            lab, share = lab_from_hex([PALETTE[colour]]), np.ones(1, np.float32)
            look = replace(look, colour_labs=lab, colour_shares=share, colour_name=colour)
        return look


def look_from_query(query: GarmentQuery, field: str) -> Look:
    """A garment of a request.

    Args:
        query: as the clothes service read it. Without categories, all of the slot are equally probable.
        field: its name in the request, for errors.

    Raises:
        BadQuery: the embedding is not 256 numbers in base64.
    """
    scores = {score.label: score.confidence for score in query.categories}
    if not scores:
        labels = CATEGORIES[query.slot]
        scores = dict.fromkeys(labels, 1 / len(labels))
    best = max(scores.values())
    categories = {label: score for label, score in scores.items() if score >= min(LEAST_PROBABLE, best)}
    colours = sorted(query.colours, key=lambda colour: -colour.share)
    shares = np.array([colour.share for colour in colours], np.float32)
    if shares.sum() <= 0:
        shares = np.ones_like(shares)
    return Look(
        categories=categories,
        colour_labs=lab_from_hex([colour.hex for colour in colours])
        if colours
        else np.zeros((0, 3), np.float32),
        colour_shares=shares / shares.sum() if colours else shares,
        colour_name=colours[0].name if colours else "",
        embedding=_unit(query.embedding, f"{field}.embedding"),
        model=query.model,
    )


def look_of_product(product: Candidates) -> Look:
    """The product in the one row of `product`: its category, and all of its colours in equal parts."""
    labs = product.colour_labs[product.colour_set[0]]
    labs = labs[~np.isnan(labs).any(axis=1)]
    category: Category = str(product.category[0])  # type: ignore[assignment]  # the catalog has only categories
    return Look(
        categories={category: 1.0},
        colour_labs=labs,
        colour_shares=np.full(len(labs), 1 / max(len(labs), 1), np.float32),
        colour_name=str(product.colour[0]) if len(labs) else "",
        embedding=product.embedding[0],
        model=str(product.embedding_model[0]),
    )


def _unit(text: str, field: str) -> NDArray[np.float32] | None:
    try:
        embedding = decode_embedding(text)
    except (ValueError, binascii.Error) as error:
        raise BadQuery(f"{field}: not 256 float16 numbers in base64: {error}") from error
    length = float(np.linalg.norm(embedding))
    # zeros, infinities and NaN have no direction
    return embedding / np.float32(length) if 0 < length < np.inf else None
