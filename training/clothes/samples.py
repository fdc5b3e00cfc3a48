"""Every data set as garment samples: a box in a photo, and what is known about the slots in it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from contracts.clothes import SLOTS, Slot
from contracts.geometry import Box
from training.clothes.outfits import Outfit, outfits
from training.clothes.regions import clipped, visible_share
from training.clothes.taxonomy import GARMENT_KINDS, PRODUCT_KINDS, colour_of
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
    read as one garment. `colour` and `pattern` are those of the garment in `kinds`. `doubtful`: a
    guess.
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
    pattern: str | None = None
    doubtful: bool = False


def all_samples(boxes: Boxes) -> list[Sample]:
    """Samples of all five sources, all parts."""
    samples: list[Sample] = []
    for street in street_photos():
        samples += street_samples(street, boxes("street", street.file), outfits("street")[street.file])
    for person in attribute_photos():
        outfit = outfits("attributes")[person.file]
        samples += attribute_samples(person, boxes("attributes", person.file), outfit)
    for garment in garment_photos():
        samples += garment_samples(garment)
    for product in product_photos():
        samples += product_samples(product)
    for kimono in kimono_photos():
        samples += kimono_samples(kimono, boxes("kimono", kimono.file))
    return samples


def street_samples(photo: StreetPhoto, boxes: dict[Slot, Box] | None, outfit: Outfit) -> list[Sample]:
    """One sample for each slot of a full-length photo about which something is known."""
    return _person_samples("street", photo, boxes, outfit)


def attribute_samples(photo: AttributePhoto, boxes: dict[Slot, Box] | None, outfit: Outfit) -> list[Sample]:
    """Samples of a person photo; its colours and patterns are those of the upper or whole garment only."""
    described: Slot = "upper" if outfit.worn.get("upper") else "whole"
    colour = colour_of(photo.colours[0]) if len(photo.colours) == 1 else None
    pattern = photo.patterns[0] if len(photo.patterns) == 1 else None
    samples = [
        replace(sample, colour=colour, pattern=pattern) if described in sample.kinds else sample
        for sample in _person_samples("attributes", photo, boxes, outfit)
    ]
    if boxes is not None and 0.03 < visible_share(boxes["lower"]) < 0.2 and "lower" not in outfit.worn:
        # Cut at the waist: of the legs too little is seen to say that anything is worn there.
        legs = clipped(boxes["lower"])
        samples.append(
            Sample("attributes", photo.file, photo.shard, photo.part, legs, "lower", {"lower": False})
        )
    return samples


def garment_samples(photo: GarmentPhoto) -> list[Sample]:
    """The photo as one garment; baby wear and labels outside of the taxonomy are left out."""
    if photo.label not in GARMENT_KINDS:
        return []
    slot, kind = GARMENT_KINDS[photo.label]
    worn: dict[Slot, bool] = {other: other == slot for other in SLOTS}
    return [_garment_sample("garments", photo, worn, {slot: kind})]


def product_samples(photo: ProductPhoto) -> list[Sample]:
    """The photo as one garment. A model may wear it with others, so that only the whole slot is ruled out."""
    slot, kind = PRODUCT_KINDS[photo.article_type]
    worn: dict[Slot, bool] = {slot: True}
    if slot == "whole":
        worn |= {"upper": False, "lower": False}
    elif kind != "Kurta":  # a long kurta is much like a dress
        worn["whole"] = False
    return [_garment_sample("products", photo, worn, {slot: kind}, colour_of(photo.base_colour))]


def kimono_samples(photo: KimonoPhoto, boxes: dict[Slot, Box] | None) -> list[Sample]:
    """A kimono in every slot's box, and the photo as one garment (several people, collages)."""
    outfit = Outfit({"upper": False, "lower": False, "whole": True}, {"whole": "Kimono"}, frozenset())
    samples = _person_samples("kimono", photo, boxes, outfit)
    return [*samples, _garment_sample("kimono", photo, outfit.worn, outfit.kinds)]


_Person = StreetPhoto | AttributePhoto | KimonoPhoto
_Garment = GarmentPhoto | ProductPhoto | KimonoPhoto


def _person_samples(
    source: str, photo: _Person, boxes: dict[Slot, Box] | None, outfit: Outfit
) -> list[Sample]:
    """A sample for each slot that is known and that the photo shows at least half of."""
    if boxes is None:
        return []
    return [
        Sample(
            source,
            photo.file,
            photo.shard,
            photo.part,
            clipped(boxes[slot]),
            slot,
            {slot: outfit.worn[slot]},
            {slot: outfit.kinds[slot]} if slot in outfit.kinds else {},
            doubtful=slot in outfit.doubtful,
        )
        for slot in SLOTS
        if slot in outfit.worn and visible_share(boxes[slot]) >= 0.5
    ]


def _garment_sample(
    source: str, photo: _Garment, worn: dict[Slot, bool], kinds: dict[Slot, str], colour: str | None = None
) -> Sample:
    """A photo that is read as one garment."""
    return Sample(source, photo.file, photo.shard, photo.part, WHOLE_PHOTO, None, worn, kinds, colour)
