"""The product's ten categories out of DeepFashion's fifty, as the original prepared them."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from contracts.clothes import CATEGORIES, Slot
from training.data.deepfashion import ListedGarment, listed, with_photos
from training.data.problems import Problems

SLOT_OF: Final[dict[str, Slot]] = {name: slot for slot, names in CATEGORIES.items() for name in names}
"""Upper, lower or whole of each of the ten."""

LEAST: Final = 2000
"""A category with fewer photos is dropped as too small to learn: 30 of the fifty in the full set."""
MOST: Final = 10_000
"""Photos that are kept of a larger category."""

ORIGINAL_COUNTS: Final[dict[str, int]] = {
    "Tee": 10_000,
    "Jacket": 10_000,
    "Sweater": 10_000,
    "Blazer": 7_495,
    "Jeans": 7_076,
    "Shorts": 10_000,
    "Skirt": 10_000,
    "Dress": 10_000,
    "Jumpsuit": 6_153,
    "Kimono": 2_294,
}
"""What the full set comes to."""


def prepared(
    garments: Sequence[ListedGarment], *, least: int = LEAST, most: int = MOST, seed: int = 17
) -> list[ListedGarment]:
    """Those of the ten categories, without any under `least` photos, at most `most` of each.

    Of the full set's 20 categories that are large enough, ten are not the product's (Blouse, Tank, Cardigan,
    Top, Romper and so on): size alone does not choose. What is kept of a large category is drawn with `seed`,
    independently of the other categories, and stays in the order of the lists.
    """
    kept: set[int] = set()
    for category in SLOT_OF:
        places = [place for place, garment in enumerate(garments) if garment.category == category]
        if len(places) >= least:
            chance = random.Random(f"{seed}/{category}")
            kept.update(places if len(places) <= most else chance.sample(places, most))
    return [garments[place] for place in sorted(kept)]


def garments(data: Path) -> list[ListedGarment]:
    """The prepared garments of a published folder, without those whose photo is missing.

    Raises:
        DataError: it is another data set, a list is missing or not as published, or nothing is left.
    """
    problems = Problems("deepfashion")
    found = with_photos(data, prepared(listed(data, problems)), problems)
    problems.conclude(len(found))
    return found
