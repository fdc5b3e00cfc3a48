"""Slot boxes from a teacher's joints, by the pose service's own rules."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Slot
from contracts.geometry import Box
from contracts.pose import KeypointName
from services.pose.body import body_of
from services.pose.boxes import Edges, garment_edges, union
from services.pose.joints import HIPS, SHOULDERS

_SEEN: Final = 0.25
"""Teacher's score from which a joint counts as found."""

_LEAST_TRUNK: Final = 0.08
"""Of the photo's height: on a smaller figure no clothes can be read."""

COCO_17: Final[tuple[KeypointName, ...]] = (
    "nose",
    "left_eye",
    "right_eye",
    "left_ear",
    "right_ear",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
)


def slot_boxes(joints: NDArray[np.float32], height: int, width: int) -> dict[Slot, Box] | None:
    """Boxes of the three slots, normalised, not clipped to the photo; None if there is no clear torso.

    `joints` float32 [17, 3]: x, y in pixels and score, in the order of COCO_17. Legs that a photo cuts off
    are taken to go on below the frame.
    """
    found = {
        name: row[:2].astype(np.float64) for name, row in zip(COCO_17, joints, strict=True) if row[2] >= _SEEN
    }
    if not (any(name in found for name in SHOULDERS) and any(name in found for name in HIPS)):
        return None
    body = body_of(found)
    if body.trunk < _LEAST_TRUNK * height:
        return None
    upper, lower = garment_edges(body)
    edges: dict[Slot, Edges] = {"upper": upper, "lower": lower, "whole": union(upper, lower)}
    return {
        slot: (left / width, top / height, right / width, bottom / height)
        for slot, (left, top, right, bottom) in edges.items()
    }


def clipped(box: Box) -> Box:
    """The part of a box that the photo shows; may be empty (x1 <= x0 or y1 <= y0)."""
    x0, y0, x1, y1 = box
    return (max(x0, 0.0), max(y0, 0.0), min(x1, 1.0), min(y1, 1.0))


def visible_share(box: Box) -> float:
    """The share of a box's height that the photo shows, 0..1."""
    _, y0, _, y1 = box
    _, seen0, _, seen1 = clipped(box)
    return max(0.0, seen1 - seen0) / (y1 - y0)
