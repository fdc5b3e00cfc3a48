"""MoveNet Lightning (int8), the first teacher: one person's joints, on the photo and then on a closer crop.

The crop of the second pass is that of TensorFlow's MoveNet tutorial: around the hips, 1.9 times as far as the
torso reaches or 1.2 times as far as any joint does.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pose.tflite import TfliteModel

_SIZE = 192
_SEEN = 0.2
_TORSO_REACH = 1.9
_BODY_REACH = 1.2
_SHOULDERS = [5, 6]
_HIPS = [11, 12]


class MoveNet:
    """Joints in COCO-17 order: the nose, then left and right of eyes, ears, shoulders, on to the ankles."""

    def __init__(self, path: Path) -> None:
        """Load the .tflite file at `path`."""
        self._model = TfliteModel(path)

    def joints(self, photo: NDArray[np.uint8]) -> NDArray[np.float32]:
        """The main person of `photo` uint8 [H,W,3] RGB: float32 [17,3] of x, y in pixels and score 0..1."""
        height, width = photo.shape[:2]
        half = max(height, width) / 2
        first = self._joints_in(photo, (width / 2, height / 2), half)
        closer = _second_square(first, height, width)
        return first if closer is None else self._joints_in(photo, *closer)

    def _joints_in(
        self, photo: NDArray[np.uint8], centre: tuple[float, float], half: float
    ) -> NDArray[np.float32]:
        left, top, side = round(centre[0] - half), round(centre[1] - half), max(round(2 * half), 1)
        square = cv2.resize(
            _padded_crop(photo, left, top, side), (_SIZE, _SIZE), interpolation=cv2.INTER_AREA
        )
        (output,) = self._model(square[None])
        y, x, score = output.reshape(17, 3).T
        return np.stack([left + x * side, top + y * side, score], axis=1).astype(np.float32)


def _second_square(
    joints: NDArray[np.float32], height: int, width: int
) -> tuple[tuple[float, float], float] | None:
    """Centre and half-side in pixels of the square that the second pass reads, or None to keep the first."""
    seen = joints[:, 2] > _SEEN
    if not (seen[_SHOULDERS].any() and seen[_HIPS].any()):
        return None
    centre = joints[_HIPS, :2].mean(axis=0)
    torso = float(np.abs(joints[_SHOULDERS + _HIPS, :2] - centre).max())
    body = float(np.abs(joints[seen, :2] - centre).max())
    x, y = float(centre[0]), float(centre[1])
    half = min(max(_TORSO_REACH * torso, _BODY_REACH * body), max(x, width - x, y, height - y))
    return None if half > max(height, width) / 2 or half < 1 else ((x, y), half)


def _padded_crop(photo: NDArray[np.uint8], left: int, top: int, side: int) -> NDArray[np.uint8]:
    """A square of the photo, black where it goes over the edge."""
    height, width = photo.shape[:2]
    square = np.zeros((side, side, 3), np.uint8)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + side, width), min(top + side, height)
    if x0 < x1 and y0 < y1:
        square[y0 - top : y1 - top, x0 - left : x1 - left] = photo[y0:y1, x0:x1]
    return square
