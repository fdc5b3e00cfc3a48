"""Which pieces people wear together in the street photos: counts for the recommender, and nothing else."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Category, Slot
from contracts.pose import Regions
from services.pose.decoding import decode
from services.pose.network_input import network_input
from services.pose.people import find_people
from services.pose.task import PoseTask
from services.recommender.ranking.co_wear import FAMILY_OF, Of
from serving.inference.model import Model
from serving.networks.colours import garment_colours
from training.clothes.outfits import Outfit, outfits
from training.data.problems import Problems
from training.data.shards import Shards
from training.data.split import Part
from training.data.street import street_photos

CATEGORY_OF: Final[dict[str, Category]] = {
    "Coat": "Jacket",
    "Shirt": "Tee",
    "Top": "Tee",
    "Longsleeve": "Tee",
    "Tank": "Tee",
    "Polo": "Tee",
    "Sweatshirt": "Sweater",
    "Cardigan": "Sweater",
    "Trousers": "Jeans",
    "Leggings": "Jeans",
}
"""Kinds that are none of the ten categories -> where an import puts such products."""

BELOW: Final[tuple[Slot, Slot]] = ("lower", "whole")
"""What is worn with an upper piece: below it, or under it from top to bottom."""

Sighting = tuple[Of, str, str]
"""What was counted, the upper piece's value, the other's."""


@dataclass(frozen=True)
class Worn:
    """What one person wears together; a colour is None where the networks see no such region."""

    upper: Category
    below: Category
    upper_colour: str | None
    below_colour: str | None

    def sightings(self) -> Iterator[Sighting]:
        """The pair of categories, and of colour families where both are seen."""
        yield "category", self.upper, self.below
        if self.upper_colour and self.below_colour:
            yield "colour", FAMILY_OF[self.upper_colour], FAMILY_OF[self.below_colour]


def co_worn(pose: Model, part: Part) -> Iterator[Worn | None]:
    """Who of the street photos' `part` wears what; None for each photo that does not say it clearly.

    Categories are those that were read by eye, without the doubtful ones. Colours are read by the product's
    own code in the regions that its pose network finds, and of an upper with a lower only: what shows of a
    dress under a jacket is no region of its own.

    Raises:
        DataError: no photo could be read.
    """
    shards, problems, good = Shards("street"), Problems("street"), 0
    for photo in street_photos():
        if photo.part != part:
            continue
        pair = clear_pair(outfits("street")[photo.file])
        if pair is None:
            yield None
            continue
        upper, below, slot = pair
        with problems.skipping("unreadable photo", photo.file):
            pixels = shards.rgb(photo.shard, photo.file)
            regions = _regions(pose, pixels) if slot == "lower" else None
            colours = {
                place: garment_colours(pixels, region.box, place)[0].name
                for place in ("upper", "lower")
                if regions and (region := getattr(regions, place))
            }
            good += 1
            yield Worn(upper, below, colours.get("upper"), colours.get("lower"))
    problems.conclude(good)


def clear_pair(outfit: Outfit) -> tuple[Category, Category, Slot] | None:
    """The categories of an upper piece and what is worn with it, and the slot of the latter."""
    for slot in BELOW:
        if {"upper", slot} <= outfit.kinds.keys() and not {"upper", slot} & outfit.doubtful:
            upper, below = outfit.kinds["upper"], outfit.kinds[slot]
            return _category(upper), _category(below), slot
    return None


def write_counts(path: Path, sightings: Counter[Sighting]) -> None:
    """As `services.recommender.ranking.co_wear` reads them, in the order of the alphabet."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("of", "upper", "below", "count"))
        lines.writerows((*pair, sightings[pair]) for pair in sorted(sightings))


def _category(kind: str) -> Category:
    category: Category = CATEGORY_OF.get(kind, kind)  # type: ignore[arg-type]  # the other kinds are categories
    return category


def _regions(pose: Model, pixels: NDArray[np.uint8]) -> Regions | None:
    (maps,) = PoseTask().predict({"pose": pose}, [network_input(pixels)])
    people = find_people(decode(maps.heatmaps, maps.pafs), pixels.shape[1], pixels.shape[0])
    return people[0].regions if people else None
