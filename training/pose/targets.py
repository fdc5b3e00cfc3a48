"""What the network should answer for a labelled person, and where it is judged.

Source: Cao et al., "Realtime Multi-Person 2D Pose Estimation using Part Affinity Fields", CVPR 2017.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.pose.skeleton import JOINTS, LIMB_CHANNELS, LIMBS
from training.pose.labels import Known
from training.pose.network import HEATMAPS, PAFS, STRIDE

Floats = NDArray[np.float32]

SIGMA = 7.0
"""Standard deviation of a joint's peak, in input pixels."""
LIMB_WIDTH = 8.0
"""Distance from a limb's line up to which its field is drawn, in input pixels."""
_UNKNOWN_MARGIN = 0.35  # of the person's longer side: how far from the known joints the others may be
_OTHERS_RADIUS = 0.1  # of the person's longer side
_LEAST_RADIUS = 3 * SIGMA


@dataclass(frozen=True, slots=True)
class Targets:
    """Maps of one image; a weight of 0 is where nothing is known, and nothing is learnt there.

    heatmaps, heatmap_weights: float32 [19,h,w], 0..1; pafs, paf_weights: float32 [38,h,w], the former -1..1.
    """

    heatmaps: Floats
    heatmap_weights: Floats
    pafs: Floats
    paf_weights: Floats


def make_targets(
    positions: Floats, known: NDArray[np.int8], others: Floats, height: int, width: int
) -> Targets:
    """Targets for an image of `height` x `width` input pixels, both multiples of 8.

    positions float32 [18,2] and others float32 [n,2] are in input pixels, known is int8 [18] of `Known`.
    """
    cells_y = (np.arange(height // STRIDE, dtype=np.float32) + 0.5) * STRIDE - 0.5
    cells_x = (np.arange(width // STRIDE, dtype=np.float32) + 0.5) * STRIDE - 0.5
    x, y = np.meshgrid(cells_x, cells_y)
    placed = known == Known.PLACE
    body = positions[placed]
    size = float((body.max(axis=0) - body.min(axis=0)).max()) if len(body) else 0.0

    learnt = np.ones_like(x)
    radius = max(_LEAST_RADIUS, _OTHERS_RADIUS * size)
    for other in others:
        learnt[np.hypot(x - other[0], y - other[1]) < radius] = 0
    away = learnt * _away_from(body, _UNKNOWN_MARGIN * size, x, y)

    heatmaps = np.zeros((HEATMAPS, *x.shape), np.float32)
    heatmap_weights = np.repeat(learnt[None], HEATMAPS, axis=0)
    for joint in range(JOINTS):
        if placed[joint]:
            square = (x - positions[joint, 0]) ** 2 + (y - positions[joint, 1]) ** 2
            heatmaps[joint] = np.exp(-square / (2 * SIGMA**2))
        elif known[joint] == Known.NOTHING:
            heatmap_weights[joint] = away
    heatmaps[-1] = 1 - heatmaps[:JOINTS].max(axis=0)
    if (known == Known.NOTHING).any():
        heatmap_weights[-1] = away

    pafs = np.zeros((PAFS, *x.shape), np.float32)
    paf_weights = np.repeat(learnt[None], PAFS, axis=0)
    for (start, end), channels in zip(LIMBS, LIMB_CHANNELS, strict=True):
        if placed[start] and placed[end]:
            pafs[channels] = _field(positions[start], positions[end], x, y)
        elif not (known[start] == Known.OUTSIDE and known[end] == Known.OUTSIDE):
            paf_weights[channels] = away
    return Targets(heatmaps, heatmap_weights, pafs, paf_weights)


def _field(start: Floats, end: Floats, x: Floats, y: Floats) -> Floats:
    """The unit vector from `start` to `end` on the cells beside the line between them: float32 [2,h,w]."""
    along = end - start
    length = float(np.hypot(*along))
    if length < 1:
        return np.zeros((2, *x.shape), np.float32)
    unit = along / length
    forward = (x - start[0]) * unit[0] + (y - start[1]) * unit[1]
    aside = np.abs((x - start[0]) * unit[1] - (y - start[1]) * unit[0])
    on_limb = (forward >= 0) & (forward <= length) & (aside <= LIMB_WIDTH)
    field: Floats = (unit[:, None, None] * on_limb).astype(np.float32)
    return field


def _away_from(points: Floats, margin: float, x: Floats, y: Floats) -> Floats:
    """1 outside of the box of `points` widened by `margin`, 0 inside; 0 everywhere without points."""
    if not len(points):
        return np.zeros_like(x)
    low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
    inside = (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])
    away: Floats = (~inside).astype(np.float32)
    return away
