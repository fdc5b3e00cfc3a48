"""COCO's keypoints as labels of each photo's main person."""

from pathlib import Path

import numpy as np

from contracts.pose import KEYPOINT_NAMES
from training.data.coco import CocoPerson, CocoPhoto, people
from training.pose.labels import Known, Label

SOURCE = "coco"

LEAST_HEIGHT = 0.25
"""Of the photo's height: smaller people are not read for clothes, and their joints are a few cells apart."""

_NECK = KEYPOINT_NAMES.index("neck")
_HIPS = [KEYPOINT_NAMES.index(name) for name in ("right_hip", "left_hip")]


def labels(data: Path) -> list[Label]:
    """Labels of the photos that have a main person; DataError if `data` is not COCO or none is good."""
    found = (label_of(photo) for photo in people(data))
    return [label for label in found if label is not None]


def label_of(photo: CocoPhoto) -> Label | None:
    """The label of the tallest person whose trunk is labelled, None if there is none of `LEAST_HEIGHT`.

    Joints that are hidden count as placed, as in Cao et al. 2017; one that is not labelled may be anywhere.
    Where the other people's joints are, and in crowds, nothing is learnt.
    """
    main = next((one for one in photo.people if _has_trunk(one)), None)
    if main is None or main.height < LEAST_HEIGHT * photo.height:
        return None
    joints = [one.positions[one.visibility > 0] for one in photo.people if one is not main]
    return Label(
        source=SOURCE,
        file=photo.file,
        shard=photo.shard,
        positions=main.positions,
        known=np.where(main.visibility > 0, Known.PLACE, Known.NOTHING).astype(np.int8),
        others=np.concatenate([photo.ignored, *joints]).astype(np.float32),
    )


def _has_trunk(person: CocoPerson) -> bool:
    return bool(person.visibility[_NECK] and person.visibility[_HIPS].any())
