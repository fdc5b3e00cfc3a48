"""Every data set as garment samples: a box in a photo, and what is known about the slots in it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from contracts.clothes import SLOTS, Slot
from contracts.geometry import Box
from training.clothes.regions import clipped, visible_share
from training.clothes.taxonomy import (
    ATTRIBUTE_UPPER,
    COLOURS,
    GARMENT_KINDS,
    PRODUCT_KINDS,
    STREET_LAYERS,
    STREET_LOWER,
    STREET_UPPER,
    colour_of,
)
from training.data.attributes import AttributePhoto, attribute_photos
from training.data.garments import GarmentPhoto, garment_photos
from training.data.kimono import KimonoPhoto, kimono_photos
from training.data.products import ProductPhoto, product_photos
from training.data.split import Part
from training.data.street import StreetPhoto, street_photos

WHOLE_PHOTO: Box = (0.0, 0.0, 1.0, 1.0)

Boxes = Callable[[str, str], dict[Slot, Box] | None]
"""(source, file) -> the slot boxes of the person in that photo, None if there is no clear person."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One crop and what is known of it; what is absent from `worn` and `kinds` is not known.

    `worn`: whether the slot is worn (or, laid out, whether the garment belongs to it). `kinds`: the kind of
    garment in the slot (taxonomy.KINDS). `slot`: the slot that the crop was cut for, None for a photo that is
    read as one garment.
    """

    source: str
    file: str
    shard: str
    part: Part
    box: Box
    slot: Slot | None
    worn: dict[Slot, bool] = field(default_factory=dict)
    kinds: dict[Slot, str] = field(default_factory=dict)
    colour: str | None = None


def all_samples(boxes: Boxes) -> list[Sample]:
    """Samples of all five sources, all parts."""
    samples: list[Sample] = []
    for street in street_photos():
        samples += street_samples(street, boxes("street", street.file))
    for person in attribute_photos():
        samples += attribute_samples(person, boxes("attributes", person.file))
    for garment in garment_photos():
        samples += garment_samples(garment)
    for product in product_photos():
        samples += product_samples(product)
    for kimono in kimono_photos():
        samples += kimono_samples(kimono, boxes("kimono", kimono.file))
    return samples


def street_samples(photo: StreetPhoto, boxes: dict[Slot, Box] | None) -> list[Sample]:
    """One sample for each slot of a full-length photo about which the tags say something."""
    tags = photo.tags
    whole_tags = tags & {"dress", "romper", "jumper", "bodysuit"}
    upper = {STREET_UPPER[tag] for tag in tags if tag in STREET_UPPER}
    lower = {STREET_LOWER[tag] for tag in tags if tag in STREET_LOWER}
    worn: dict[Slot, bool] = {}
    kinds: dict[Slot, str] = {}
    if photo.is_jumpsuit and "dress" not in tags:
        worn["whole"], kinds["whole"] = True, "Jumpsuit"
    elif whole_tags == {"dress"}:
        worn["whole"], kinds["whole"] = True, "Dress"
    elif not whole_tags and upper and lower:
        worn["whole"] = False
    if upper:
        worn["upper"] = True
        _set(kinds, "upper", outermost(upper))
    elif worn.get("whole"):
        worn["upper"] = False
    if lower:
        # Leggings under a dress are hardly a garment of their own.
        if lower != {"Leggings"} or not whole_tags:
            worn["lower"] = True
        _set(kinds, "lower", next(iter(lower)) if len(lower) == 1 else None)
    elif worn.get("whole"):
        worn["lower"] = False
    return _person_samples("street", photo, boxes, worn, kinds, None)


def outermost(kinds: set[str]) -> str | None:
    """The kind that is seen of those worn one over the other; None if two of one layer compete."""
    for layer in STREET_LAYERS:
        present = kinds & set(layer)
        if present:
            return present.pop() if len(present) == 1 else None
    return None


def attribute_samples(photo: AttributePhoto, boxes: dict[Slot, Box] | None) -> list[Sample]:
    """Samples of a person photo whose label describes the upper or the whole garment only."""
    worn: dict[Slot, bool] = {}
    kinds: dict[Slot, str] = {}
    if photo.category == "Dress":
        worn = {"whole": True, "upper": False, "lower": False}
        kinds["whole"] = "Dress"
    elif photo.category is not None:
        worn["upper"] = True
        kinds["upper"] = ATTRIBUTE_UPPER[photo.category]
        if photo.category != "Outerwear":  # a dress may be under it
            worn["whole"] = False
    colour = colour_of(photo.colours[0]) if len(photo.colours) == 1 else None
    samples = _person_samples("attributes", photo, boxes, worn, kinds, colour)
    if boxes is not None and 0.03 < visible_share(boxes["lower"]) < 0.2 and "lower" not in worn:
        # Cut at the waist: of the legs too little is seen to say that anything is worn there.
        legs = clipped(boxes["lower"])
        samples.append(_sample("attributes", photo, legs, "lower", {"lower": False}, {}, None))
    return samples


def garment_samples(photo: GarmentPhoto) -> list[Sample]:
    """The photo as one garment; baby wear and labels outside of the taxonomy are left out."""
    if photo.label not in GARMENT_KINDS:
        return []
    slot, kind = GARMENT_KINDS[photo.label]
    worn: dict[Slot, bool] = {other: other == slot for other in SLOTS}
    return [_sample("garments", photo, WHOLE_PHOTO, None, worn, {slot: kind}, None)]


def product_samples(photo: ProductPhoto) -> list[Sample]:
    """The photo as one garment. A model may wear it with others, so that only the whole slot is ruled out."""
    slot, kind = PRODUCT_KINDS[photo.article_type]
    worn: dict[Slot, bool] = {slot: True}
    if slot == "whole":
        worn |= {"upper": False, "lower": False}
    elif kind != "Kurta":  # a long kurta is much like a dress
        worn["whole"] = False
    return [_sample("products", photo, WHOLE_PHOTO, None, worn, {slot: kind}, colour_of(photo.base_colour))]


def kimono_samples(photo: KimonoPhoto, boxes: dict[Slot, Box] | None) -> list[Sample]:
    """A kimono in every slot's box, and the photo as one garment (several people, collages)."""
    worn: dict[Slot, bool] = {"upper": False, "lower": False, "whole": True}
    kinds: dict[Slot, str] = {"whole": "Kimono"}
    samples = _person_samples("kimono", photo, boxes, worn, kinds, None)
    return [*samples, _sample("kimono", photo, WHOLE_PHOTO, None, worn, kinds, None)]


_Photo = StreetPhoto | AttributePhoto | GarmentPhoto | ProductPhoto | KimonoPhoto


def _person_samples(
    source: str,
    photo: _Photo,
    boxes: dict[Slot, Box] | None,
    worn: dict[Slot, bool],
    kinds: dict[Slot, str],
    colour: str | None,
) -> list[Sample]:
    """A sample for each slot that is known and that the photo shows at least half of."""
    if boxes is None:
        return []
    return [
        _sample(
            source,
            photo,
            clipped(boxes[slot]),
            slot,
            {slot: worn[slot]} if slot in worn else {},
            {slot: kinds[slot]} if slot in kinds else {},
            colour if slot in kinds else None,
        )
        for slot in SLOTS
        if (slot in worn or slot in kinds) and visible_share(boxes[slot]) >= 0.5
    ]


def _sample(
    source: str,
    photo: _Photo,
    box: Box,
    slot: Slot | None,
    worn: dict[Slot, bool],
    kinds: dict[Slot, str],
    colour: str | None,
) -> Sample:
    assert colour is None or colour in COLOURS
    return Sample(source, photo.file, photo.shard, photo.part, box, slot, worn, kinds, colour)


def _set(kinds: dict[Slot, str], slot: Slot, kind: str | None) -> None:
    if kind is not None:
        kinds[slot] = kind
