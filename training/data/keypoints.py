"""Leeds Sports Pose Extended: one sports person a photo, 14 joints placed by a crowd."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.data.shards import records
from training.data.split import Part, split_of

JOINTS = (
    "right_ankle",
    "right_knee",
    "right_hip",
    "left_hip",
    "left_knee",
    "left_ankle",
    "right_wrist",
    "right_elbow",
    "right_shoulder",
    "left_shoulder",
    "left_elbow",
    "left_wrist",
    "neck",
    "head_top",
)


@dataclass(frozen=True, slots=True)
class SportsPerson:
    """One photo and its person.

    positions: float32 [14, 2] in pixels, in the order of `JOINTS`. visible: bool [14]; the position of an
    invisible joint means nothing. upright: the head above the hips above the feet, the trunk not leaning.
    """

    file: str
    shard: str
    positions: NDArray[np.float32]
    visible: NDArray[np.bool_]
    upright: bool
    part: Part


def sports_people(data: Path | None = None) -> list[SportsPerson]:
    """Every person of the index, in its order."""
    return records("keypoints", _person, data)


def _person(row: dict[str, str]) -> SportsPerson:
    joints = np.array(json.loads(row["joints"]), np.float32).reshape(len(JOINTS), 3)
    return SportsPerson(
        file=row["file"],
        shard=row["shard"],
        positions=joints[:, :2],
        visible=joints[:, 2] > 0,
        upright=row["upright"] == "1",
        part=split_of("keypoints", row["file"]),
    )
