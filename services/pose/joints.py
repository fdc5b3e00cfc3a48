"""Joints in pixels, where lengths and angles are what they look like, and the groups that they come in."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES, KeypointName
from services.pose.decoding import DecodedPerson

Point = NDArray[np.float64]
"""float64 [2]: x and y in pixels, y downwards."""
Joints = Mapping[KeypointName, Point]

FACE: tuple[KeypointName, ...] = ("nose", "right_eye", "left_eye", "right_ear", "left_ear")
SHOULDERS: tuple[KeypointName, ...] = ("right_shoulder", "left_shoulder")
ELBOWS: tuple[KeypointName, ...] = ("right_elbow", "left_elbow")
HIPS: tuple[KeypointName, ...] = ("right_hip", "left_hip")
KNEES: tuple[KeypointName, ...] = ("right_knee", "left_knee")
ANKLES: tuple[KeypointName, ...] = ("right_ankle", "left_ankle")


def joints_of(person: DecodedPerson, width: int, height: int) -> dict[KeypointName, Point]:
    """The joints that were found, in pixels of a photo of `width` x `height`."""
    size = np.array([width, height], np.float64)
    return {
        name: position * size
        for name, position, score in zip(KEYPOINT_NAMES, person.positions, person.scores, strict=True)
        if score > 0
    }


def those_of(joints: Joints, names: tuple[KeypointName, ...]) -> list[Point]:
    """Those of `names` that there are."""
    return [joints[name] for name in names if name in joints]


def middle_of(joints: Joints, names: tuple[KeypointName, ...]) -> Point | None:
    """The mean of those of `names` that there are; None if there is none."""
    points = those_of(joints, names)
    return np.mean(points, axis=0) if points else None
