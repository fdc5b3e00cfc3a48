"""Where the heatmaps peak: candidates for joints."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from services.pose.skeleton import JOINTS

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]

_ROOF = 0.1  # a neighbour counts as at least this share of the peak, so that noise cannot bend the parabola
_EARLIER = np.array([[1, 1, 1], [1, 0, 0], [0, 0, 0]], np.uint8)
_LATER = _EARLIER[::-1, ::-1].copy()


@dataclass(frozen=True, slots=True)
class Peaks:
    """Candidates of all joints, sorted by joint and, within a joint, by falling score.

    joint: intp [n], 0..17. positions: float32 [n, 2], x and y in map coordinates (0 is the centre of the
    first cell). scores: float32 [n], height of the heatmap.
    """

    joint: Indices
    positions: Floats
    scores: Floats


def find_peaks(heatmaps: Floats, threshold: float, most: int) -> Peaks:
    """Local maxima of at least `threshold` in a 3x3 neighbourhood; of each joint the `most` highest.

    Args:
        heatmaps: float32 [19, h, w]; the background channel is not looked at.
        threshold: least height of a peak, in the heatmap's own 0..1.
        most: bound on the candidates per joint, and so on the pairs that are looked at later.
    """
    planes = np.ascontiguousarray(heatmaps[:JOINTS].transpose(1, 2, 0))
    # A plateau of equal cells has one peak: its cell must beat those before it and may equal those after it.
    highest = (planes > cv2.dilate(planes, _EARLIER)) & (planes >= cv2.dilate(planes, _LATER))
    joint, rows, columns = np.nonzero((highest & (planes >= threshold)).transpose(2, 0, 1))
    heights = planes[rows, columns, joint]

    order = np.lexsort((-heights, joint))
    joint, rows, columns, heights = joint[order], rows[order], columns[order], heights[order]
    rank = np.arange(len(joint)) - np.searchsorted(joint, joint)
    kept = rank < most
    joint, rows, columns, heights = joint[kept], rows[kept], columns[kept], heights[kept]

    # Mirrored at the border, where half of the bump is cut off: the peak is then put on the border's cell.
    padded = np.pad(planes, ((1, 1), (1, 1), (0, 0)), mode="reflect")
    x = columns + _offset(
        padded[rows + 1, columns, joint], planes[rows, columns, joint], padded[rows + 1, columns + 2, joint]
    )
    y = rows + _offset(
        padded[rows, columns + 1, joint], planes[rows, columns, joint], padded[rows + 2, columns + 1, joint]
    )
    return Peaks(joint, np.stack([x, y], axis=1).astype(np.float32), heights)


def _offset(before: Floats, peak: Floats, after: Floats) -> Floats:
    """Top of the parabola through three logarithms: exact for a Gaussian, at most half a cell away."""
    low = np.maximum(_ROOF * peak, np.finfo(np.float32).tiny)
    left, top, right = np.log(np.maximum([before, peak, after], low))
    bend = left - 2 * top + right
    offset: Floats = np.divide(left - right, 2 * bend, out=np.zeros_like(peak), where=bend < -1e-6)
    return offset.clip(-0.5, 0.5)
