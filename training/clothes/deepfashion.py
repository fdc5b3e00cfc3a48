"""DeepFashion's ten categories as garment samples."""

from collections.abc import Sequence
from pathlib import Path

from contracts.clothes import SLOTS
from contracts.geometry import Box
from training.clothes.samples import Sample
from training.data.deepfashion import ListedGarment
from training.data.deepfashion_ten import SLOT_OF, garments
from training.data.photos import Folder
from training.data.problems import Problems

SOURCE = "deepfashion"


def samples(data: Path) -> list[Sample]:
    """The prepared garments of a published folder, all parts; every photo's header is read (a minute or two).

    A photo that is missing, cut off or smaller than its box says is counted and left out.

    Raises:
        DataError: it is another data set, a list is missing or not as published, or nothing is left.
    """
    return samples_of(garments(data), Folder(data))


def samples_of(chosen: Sequence[ListedGarment], photos: Folder) -> list[Sample]:
    """One sample for each garment that can be read; DataError if there is none."""
    problems, found = Problems(SOURCE), []
    for garment in chosen:
        with problems.skipping("unreadable photo"):
            found.append(sample_of(garment, photos.size(garment.shard, garment.file)))
    problems.conclude(len(found))
    return found


def sample_of(garment: ListedGarment, size: tuple[int, int]) -> Sample:
    """A garment in a photo of `size`, width and height in pixels.

    DeepFashion labels one garment of a photo and not what else is worn. So a whole garment rules out the
    other two slots, an upper or a lower one only the whole slot, as with the photos of products.

    Raises:
        ValueError: nothing of the box is in the photo.
    """
    slot = SLOT_OF[garment.category]
    worn = {other: other == slot for other in SLOTS if slot == "whole" or other in (slot, "whole")}
    return Sample(
        source=SOURCE,
        file=garment.file,
        shard=garment.shard,
        part=garment.part,
        box=_normalised(garment, size),
        slot=slot,
        worn=worn,
        kinds={slot: garment.category},
    )


def _normalised(garment: ListedGarment, size: tuple[int, int]) -> Box:
    width, height = size
    x0, y0, x1, y1 = garment.box
    if x0 >= width or y0 >= height:
        place = f"{garment.shard}/{garment.file}"
        raise ValueError(f"{place}: box {garment.box} is outside of {width} x {height} pixels")
    return (x0 / width, y0 / height, min(x1 / width, 1.0), min(y1 / height, 1.0))
