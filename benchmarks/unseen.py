"""Street photos that no network was trained on."""

from dataclasses import dataclass

from training.data.shards import Shards
from training.data.street import StreetPhoto, street_photos

UPPER_LABELS = frozenset(
    (
        "blazer",
        "blouse",
        "bodysuit",
        "cape",
        "cardigan",
        "coat",
        "hoodie",
        "jacket",
        "jumper",
        "shirt",
        "suit",
        "sweater",
        "sweatshirt",
        "t-shirt",
        "top",
        "vest",
    )
)
"""Mask labels of garments worn on the upper body."""


@dataclass(frozen=True)
class UnseenPhoto:
    """A photo of the test split, as the encoded file that a client would send."""

    row: StreetPhoto
    data: bytes
    width: int
    height: int

    @property
    def upper_garment(self) -> tuple[float, float, float, float] | None:
        """The box around all upper garments of the mask, normalised; None without a mask or such a garment.

        A dress reaches over both halves, so a photo with one has no upper garment of its own.
        """
        boxes = [box for label, box in self.row.boxes.items() if label in UPPER_LABELS]
        if not boxes or self.row.tags & {"dress", "romper"}:
            return None
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return (
            min(lefts) / self.width,
            min(tops) / self.height,
            max(rights) / self.width,
            max(bottoms) / self.height,
        )


def unseen_photos(count: int) -> list[UnseenPhoto]:
    """The first `count` photos of the test split, those with a mask first."""
    rows = sorted((row for row in street_photos() if row.part == "test"), key=lambda row: row.mask is None)
    shards = Shards("street")
    photos = []
    for row in rows[:count]:
        height, width, _ = shards.rgb(row.shard, row.file).shape
        photos.append(UnseenPhoto(row, shards.read(row.shard, row.file), width, height))
    return photos


def overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    """Intersection over union of two boxes `x0, y0, x1, y1`, 0..1."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    intersection = width * height
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return intersection / (areas - intersection)
