"""Heatmaps and part affinity fields to people.

Source: Cao et al., "Realtime Multi-Person 2D Pose Estimation using Part Affinity Fields", CVPR 2017.
The maps are not upsampled: a parabola through the logarithms around each peak places it as well and in a
fraction of the time.
"""

from dataclasses import dataclass

import numpy as np

from services.pose.affinity import find_connections
from services.pose.assembly import Skeleton, assemble
from services.pose.peaks import Floats, Peaks, find_peaks
from services.pose.skeleton import JOINTS

_LEAST_HEIGHT = 0.05  # of a peak: the threshold that the shipped weights were measured with
_MOST_CANDIDATES = 24  # per joint: bounds the work on a crowd


@dataclass(frozen=True, slots=True)
class DecodedPerson:
    """Joints of one person in COCO-18 order.

    positions: float32 [18, 2], x and y in 0..1 of the photo (map cell c of n is at (c + 0.5) / n); NaN where
    a joint was not found. scores: float32 [18], 0..1, 0 where it was not found.
    """

    positions: Floats
    scores: Floats


def decode(heatmaps: Floats, pafs: Floats) -> list[DecodedPerson]:
    """Everyone that the maps show, fragments of two joints included.

    Args:
        heatmaps: float32 [19, h, w], the 18 joints and the background.
        pafs: float32 [38, h, w], x and y of the unit vectors along 19 limbs.

    Raises:
        ValueError: the maps do not have these shapes.
    """
    if (
        heatmaps.ndim != 3
        or pafs.ndim != 3
        or heatmaps.shape[0] != 19
        or pafs.shape != (38, *heatmaps.shape[1:])
    ):
        raise ValueError(
            f"maps of shapes {heatmaps.shape} and {pafs.shape}; [19, h, w] and [38, h, w] are required"
        )
    peaks = find_peaks(heatmaps, _LEAST_HEIGHT, _MOST_CANDIDATES)
    skeletons = assemble(peaks, find_connections(peaks, pafs))
    return [_person(skeleton, peaks, heatmaps.shape[1:]) for skeleton in skeletons]


def _person(skeleton: Skeleton, peaks: Peaks, size: tuple[int, ...]) -> DecodedPerson:
    height, width = size
    positions = np.full((JOINTS, 2), np.nan, np.float32)
    scores = np.zeros(JOINTS, np.float32)
    joints, numbers = list(skeleton.keys()), list(skeleton.values())
    cells = np.array([width, height], np.float32)
    positions[joints] = np.clip((peaks.positions[numbers] + 0.5) / cells, 0, 1)
    scores[joints] = np.clip(peaks.scores[numbers], 0, 1)
    return DecodedPerson(positions, scores)
