"""Garments as they are read from photos of what a generated catalog sells, and how they are narrowed."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from benchmarks.generated_catalog import BRANDS, CATEGORY_NAMES, COLOUR_NAMES, MODEL, STYLES, World, unit
from contracts.clothes import CATEGORIES, encode_embedding
from contracts.palette import PALETTE
from contracts.recommender import RecommendationRequest

ASIDE: Final = 0.05
"""How far the picture of a worn garment is from that of a product like it (Euclidean, of unit vectors; within
a category products are about 0.3 apart)."""

PAGE: Final = 24

NARROWINGS: Final = (
    "as read: two categories, in stock",
    "category, in stock",
    "+ department",
    "+ colour",
    "+ price band",
    "+ brand",
    "+ size",
    "+ department, colour, price, size",
    "+ colour, brand",
)


@dataclass(frozen=True)
class Question:
    """One garment of one shopper."""

    category: str
    colour: str
    garment: dict[str, Any]

    def request(self, narrowing: str, brand: int) -> dict[str, Any]:
        """The body of a request for a page of it, under one of `NARROWINGS`.

        Args:
            narrowing: which.
            brand: one of the catalog's, where it is asked for.
        """
        gender = {"label": "female", "confidence": 0.9, "source": "model"}
        filters: dict[str, Any] = {} if narrowing.startswith("as read") else {"category": self.category}
        if "department" in narrowing:
            gender["source"] = "shopper"
        if "colour" in narrowing:
            filters["colour"] = self.colour
        if "price" in narrowing:
            filters |= {"price_min": 25, "price_max": 70}
        if "brand" in narrowing:
            filters["brand"] = f"brand {brand:03d}"
        if "size" in narrowing:
            filters["size"] = "m"
        return {"garments": [self.garment], "gender": gender, "filters": filters, "limit": PAGE}


class Shoppers:
    """Ask one question after the other, none twice."""

    def __init__(self, seed: int = 7) -> None:
        self._random = np.random.default_rng(seed)
        self._world = World.of_seed()

    def question(self) -> Question:
        """The next one."""
        random = self._random
        category, style = random.integers(len(CATEGORY_NAMES)), random.integers(STYLES)
        colour = random.integers(len(COLOUR_NAMES))
        product = self._world.embeddings(random, *(np.array([one]) for one in (category, style, colour)))[0]
        embedding = unit(product + ASIDE * unit(random.normal(size=product.shape)))
        label, name = CATEGORY_NAMES[category], COLOUR_NAMES[colour]
        slot, labels = next((slot, labels) for slot, labels in CATEGORIES.items() if label in labels)
        second = next(one for one in labels if one != label)
        garment = {
            "slot": slot,
            "categories": [{"label": label, "confidence": 0.75}, {"label": second, "confidence": 0.2}],
            "colours": [{"name": name, "hex": PALETTE[name], "share": 0.9}],
            "embedding": encode_embedding(embedding),
            "model": MODEL,
        }
        return Question(label, name, garment)

    def request(self, narrowing: str) -> dict[str, Any]:
        """The body of the next request, under one of `NARROWINGS`; brands differ in how much they have."""
        return self.question().request(narrowing, int(self._random.integers(min(20, BRANDS))))


def as_request(body: dict[str, Any]) -> RecommendationRequest:
    """The body as the service reads it."""
    return RecommendationRequest.model_validate(body)
