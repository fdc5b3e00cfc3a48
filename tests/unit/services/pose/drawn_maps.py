"""Maps as a perfect network would make them for people whose joints are known."""

import numpy as np
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from services.pose.skeleton import LIMB_CHANNELS, LIMBS

Floats = NDArray[np.float32]

STANDING = {
    "nose": (0.0, -2.0),
    "neck": (0.0, 1.0),
    "right_shoulder": (-3.0, 1.0),
    "right_elbow": (-4.5, 5.0),
    "right_wrist": (-4.5, 9.0),
    "left_shoulder": (3.0, 1.0),
    "left_elbow": (4.5, 5.0),
    "left_wrist": (4.5, 9.0),
    "right_hip": (-2.0, 10.0),
    "right_knee": (-2.0, 16.0),
    "right_ankle": (-2.0, 22.0),
    "left_hip": (2.0, 10.0),
    "left_knee": (2.0, 16.0),
    "left_ankle": (2.0, 22.0),
    "right_eye": (-1.0, -3.0),
    "left_eye": (1.0, -3.0),
    "right_ear": (-2.5, -2.5),
    "left_ear": (2.5, -2.5),
}
"""A person seen from the front: cells from a point between the collarbones."""


def person_at(x: float, y: float, left_out: tuple[str, ...] = ()) -> Floats:
    """Joints float32 [18, 2] in map coordinates; NaN for those left out."""
    joints = np.array([STANDING[name] for name in KEYPOINT_NAMES], np.float32) + np.array([x, y], np.float32)
    joints[[KEYPOINT_NAMES.index(name) for name in left_out]] = np.nan
    return joints


def draw(people: list[Floats], width: int, height: int) -> tuple[Floats, Floats]:
    """Heatmaps [19, h, w] (Gaussians, the greatest of all people) and fields [38, h, w] (their mean)."""
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    heatmaps = np.zeros((19, height, width), np.float32)
    pafs = np.zeros((38, height, width), np.float32)
    counts = np.zeros((38, height, width), np.float32)
    for joints in people:
        for joint, (x, y) in enumerate(joints):
            if not np.isnan(x):
                bump = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * 0.875**2))
                heatmaps[joint] = np.maximum(heatmaps[joint], bump)
        for (start, end), channels in zip(LIMBS, LIMB_CHANNELS, strict=True):
            delta = joints[end] - joints[start]
            length = float(np.hypot(*delta))
            if np.isnan(length):
                continue
            unit = delta / length
            x, y = columns - joints[start, 0], rows - joints[start, 1]
            along, aside = x * unit[0] + y * unit[1], np.abs(x * unit[1] - y * unit[0])
            on_limb = (along >= -1) & (along <= length + 1) & (aside <= 1)
            pafs[channels] += on_limb * unit[:, None, None]
            counts[channels] += on_limb
    heatmaps[18] = 1 - heatmaps[:18].max(axis=0)
    pafs /= np.maximum(counts, 1)
    return heatmaps, pafs
