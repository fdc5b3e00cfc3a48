"""Slot boxes from a teacher's joints, as the pose service makes them from keypoints at serving time."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Slot
from contracts.geometry import Box

_SEEN: Final = 0.25
_SHOULDERS, _ELBOWS, _HIPS, _KNEES, _ANKLES = [5, 6], [7, 8], [11, 12], [13, 14], [15, 16]
_LEG: Final = 1.75
"""Hip to ankle in torso lengths: 0.491 of the height to 0.288 (Drillis and Contini 1966), and shoes."""


def slot_boxes(joints: NDArray[np.float32], height: int, width: int) -> dict[Slot, Box] | None:
    """Boxes of the three slots, normalised, not yet clipped to the photo; None if there is no torso.

    `joints` float32 [17, 3]: x, y in pixels and score, COCO-17 order. The legs of a photo that is cut above
    the knees are taken to go on below the frame.
    """
    torso = joints[_SHOULDERS + _HIPS]
    if torso[:, 2].mean() < _SEEN:
        return None
    shoulder, hip = joints[_SHOULDERS, :2].mean(axis=0), joints[_HIPS, :2].mean(axis=0)
    length = float(np.hypot(*(hip - shoulder)))
    if length < 0.08 * height:
        return None
    legs = joints[[i for i in _KNEES + _ANKLES if joints[i, 2] >= _SEEN and joints[i, 1] > hip[1]]][:, :2]
    ankle = joints[_ANKLES]
    foot = float(ankle[:, 1].max()) if ankle[:, 2].max() >= _SEEN else float(hip[1]) + _LEG * length
    upper_points = joints[
        [i for i in _SHOULDERS + _ELBOWS + _HIPS if joints[i, 2] >= _SEEN or i not in _ELBOWS]
    ]
    upper = _around(upper_points[:, :2], length, top=0.2, bottom=0.2, side=0.2)
    hips_down = np.concatenate([joints[_HIPS, :2], legs, [[hip[0], foot]]])
    lower = _around(hips_down, length, top=0.15, bottom=0.12, side=0.25)
    whole = (min(upper[0], lower[0]), upper[1], max(upper[2], lower[2]), max(lower[3], upper[3]))
    scale = (width, height, width, height)
    return {
        "upper": _normalised(upper, scale),
        "lower": _normalised(lower, scale),
        "whole": _normalised(whole, scale),
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


def _around(
    points: NDArray[np.float32], length: float, *, top: float, bottom: float, side: float
) -> tuple[float, float, float, float]:
    """The box of the points with margins in torso lengths."""
    low, high = points.min(axis=0), points.max(axis=0)
    return (
        float(low[0]) - side * length,
        float(low[1]) - top * length,
        float(high[0]) + side * length,
        float(high[1]) + bottom * length,
    )


def _normalised(box: tuple[float, float, float, float], scale: tuple[int, int, int, int]) -> Box:
    x0, y0, x1, y1 = (edge / length for edge, length in zip(box, scale, strict=True))
    return (x0, y0, x1, y1)
