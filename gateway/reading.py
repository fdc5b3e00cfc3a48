"""What is asked of whom for one person, and which garments are worth showing: pure functions."""

from contracts.clothes import SLOTS, Category, GarmentReading, Slot
from contracts.geometry import WHOLE_FRAME, Box
from contracts.pose import Keypoint, Person, Regions

FACE: frozenset[str] = frozenset({"nose", "right_eye", "left_eye"})

OVER_A_DRESS: frozenset[Category] = frozenset({"Jacket", "Sweater", "Blazer"})

NO_REGIONS = Regions(head=None, upper=None, lower=None, whole=None)

WHOLE_PHOTO = Person(score=0.0, keypoints=[], regions=NO_REGIONS)
"""Stands for the photo itself where nobody was found in it: it is read as one garment."""


def face_visibility(keypoints: list[Keypoint]) -> float:
    """How much of a face is seen, 0..1: two of nose and eyes make a face, a profile has no third."""
    return min(1.0, sum(keypoint.name in FACE for keypoint in keypoints) / 2)


def garment_boxes(person: Person) -> dict[Slot, Box]:
    """Where each slot's garment is; the whole frame three times where nobody was found."""
    if person is WHOLE_PHOTO:
        return dict.fromkeys(SLOTS, WHOLE_FRAME)
    regions = {slot: getattr(person.regions, slot) for slot in SLOTS}
    return {slot: region.box for slot, region in regions.items() if region is not None}


def worth_showing(garments: list[GarmentReading], threshold: float) -> list[GarmentReading]:
    """Those probably worn, most sure first; the likeliest one in any case.

    A dress and a skirt are not worn at once, and over a dress there is a jacket but no tee: of pieces that
    exclude each other the more sure one stays.
    """
    chosen: list[GarmentReading] = []
    for garment in sorted(garments, key=lambda garment: -garment.worn):
        if chosen and (garment.worn < threshold or any(_exclude(garment, other) for other in chosen)):
            continue
        chosen.append(garment)
    return chosen


def _exclude(one: GarmentReading, other: GarmentReading) -> bool:
    pieces = {one.slot: one, other.slot: other}
    if pieces.keys() == {"whole", "lower"}:
        return True
    return pieces.keys() == {"whole", "upper"} and pieces["upper"].categories[0].label not in OVER_A_DRESS
