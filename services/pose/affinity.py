"""How well the part affinity fields support each pair of candidates being the two ends of a limb."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.pose.peaks import Floats, Indices, Peaks
from services.pose.skeleton import LIMB_CHANNELS, LIMBS

_SAMPLES = 10  # points along a limb, as in OpenPose
_AGREEMENT = 0.05  # a point supports a limb if the field along it is above this, as in OpenPose
_SUPPORT = 0.6  # share of the points that must: 6 of 10 measured best with the shipped weights
_LONGEST = 0.5  # a limb longer than this share of the map's height loses score, as in OpenPose


@dataclass(frozen=True, slots=True)
class Connections:
    """Pairs of candidates that a limb may join.

    start, end: intp [n], peak numbers. scores: float32 [n], above 0.
    """

    start: Indices
    end: Indices
    scores: Floats


def find_connections(peaks: Peaks, pafs: Floats) -> Connections:
    """Line integrals for all pairs of all limbs at once; `pafs` is float32 [38, h, w]."""
    limb, start, end = _pairs(peaks)
    delta = peaks.positions[end] - peaks.positions[start]
    length = np.hypot(delta[:, 0], delta[:, 1])
    direction = delta / np.maximum(length, 1e-6)[:, None]

    steps = np.linspace(0, 1, _SAMPLES, dtype=np.float32)
    points = peaks.positions[start, None] + steps[:, None] * delta[:, None]
    along = _sample(pafs, LIMB_CHANNELS[limb, 0], points) * direction[:, 0, None]
    along += _sample(pafs, LIMB_CHANNELS[limb, 1], points) * direction[:, 1, None]

    too_long = np.minimum(_LONGEST * pafs.shape[1] / np.maximum(length, 1e-6) - 1, 0)
    # as sure as the field between them and the weaker of the two ends
    scores = (along.mean(axis=1) + too_long) * np.minimum(peaks.scores[start], peaks.scores[end])
    kept = (scores > 0) & ((along > _AGREEMENT).mean(axis=1) >= _SUPPORT)
    return Connections(start[kept], end[kept], scores[kept].astype(np.float32))


def _pairs(peaks: Peaks) -> tuple[Indices, Indices, Indices]:
    """Limb number, first peak and second peak of every pair of candidates of a limb's two joints."""
    first = np.searchsorted(peaks.joint, np.arange(LIMBS.max() + 2))
    limbs, starts, ends = [], [], []
    for limb, (joint_from, joint_to) in enumerate(LIMBS):
        start, end = np.meshgrid(
            np.arange(first[joint_from], first[joint_from + 1]),
            np.arange(first[joint_to], first[joint_to + 1]),
            indexing="ij",
        )
        limbs.append(np.full(start.size, limb))
        starts.append(start.ravel())
        ends.append(end.ravel())
    return np.concatenate(limbs), np.concatenate(starts), np.concatenate(ends)


def _sample(planes: Floats, channel: Indices, points: NDArray[np.float32]) -> Floats:
    """Bilinear values [n, samples] of plane `channel` [n] at `points` [n, samples, 2] (x, y in cells)."""
    _, height, width = planes.shape
    x = np.clip(points[..., 0], 0, width - 1)
    y = np.clip(points[..., 1], 0, height - 1)
    left, top = x.astype(np.intp), y.astype(np.intp)
    right, bottom = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    across, down = x - left, y - top
    plane = channel[:, None]
    upper = planes[plane, top, left] * (1 - across) + planes[plane, top, right] * across
    lower = planes[plane, bottom, left] * (1 - across) + planes[plane, bottom, right] * across
    values: Floats = upper * (1 - down) + lower * down
    return values
