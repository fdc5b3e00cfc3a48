"""BlazePose lite, the second teacher: a person detector, then landmarks in a rotated square around a person.

Anchors, key points and the square are those of MediaPipe's `pose_detection` and `pose_landmark` graphs.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pose.tflite import TfliteModel

_DETECTOR_SIZE = 224
_LANDMARKS_SIZE = 256
_CELLS = ((28, 2), (14, 2), (7, 6))  # cells a side and anchors a cell, at strides 8, 16 and (three times) 32
_FOUND = 0.5
_SQUARE_SIDE = 2.5  # MediaPipe: twice the distance of the two points, and a quarter more
_PASSES = 2
_COCO_17 = [0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]
_CENTRE, _TOP = 33, 34


@dataclass(frozen=True, slots=True)
class Square:
    """A person's square: centre in pixels, and the unit vector along their body times the side's length."""

    centre: NDArray[np.float32]
    up: NDArray[np.float32]

    @staticmethod
    def around(centre: NDArray[np.float32], top: NDArray[np.float32]) -> "Square":
        """From the hip centre and the point that tells the size and the direction, in pixels."""
        return Square(centre, _SQUARE_SIDE * (top - centre))

    def to_photo(self) -> NDArray[np.float64]:
        """The affine map float64 [2,3] from 0..1 in the square (y down) to pixels of the photo."""
        right = np.array([-self.up[1], self.up[0]])
        corner = self.centre - right / 2 + self.up / 2
        return np.stack([right, -self.up, corner], axis=1).astype(np.float64)


class BlazePose:
    """Joints in COCO-17 order, as MoveNet has them."""

    def __init__(self, detector: Path, landmarks: Path) -> None:
        """Load the two .tflite files."""
        self._detector = TfliteModel(detector)
        self._landmarks = TfliteModel(landmarks)
        cells = [np.repeat(_cell_centres(side), count, axis=0) for side, count in _CELLS]
        self._anchors = np.concatenate(cells)
        names = self._landmarks.output_names
        self._landmarks_output = names.index("Identity")

    def joints(self, photo: NDArray[np.uint8]) -> NDArray[np.float32] | None:
        """The surest person of `photo` uint8 [H,W,3] RGB, or None if none is found.

        float32 [17,3] of x, y in pixels (which may lie outside of the photo) and visibility 0..1.
        """
        square = self._detect(photo)
        if square is None:
            return None
        for _ in range(_PASSES):
            points, visibility = self._read(photo, square)
            square = Square.around(points[_CENTRE], points[_TOP])
        return np.concatenate([points, visibility[:, None]], axis=1)[_COCO_17].astype(np.float32)

    def _detect(self, photo: NDArray[np.uint8]) -> Square | None:
        height, width = photo.shape[:2]
        side = max(height, width)
        left, top = (side - width) // 2, (side - height) // 2
        square = np.zeros((side, side, 3), np.uint8)
        square[top : top + height, left : left + width] = photo
        size = (_DETECTOR_SIZE, _DETECTOR_SIZE)
        image = cv2.resize(square, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 127.5 - 1
        outputs = {output.shape[-1]: output[0] for output in self._detector(image[None])}
        logits, numbers = outputs[1][:, 0], outputs[12]
        best = int(logits.argmax())
        if _probability(logits[best]) < _FOUND:
            return None
        points = (numbers[best, 4:8].reshape(2, 2) / _DETECTOR_SIZE + self._anchors[best]) * side - (
            left,
            top,
        )
        return Square.around(*points.astype(np.float32))

    def _read(
        self, photo: NDArray[np.uint8], square: Square
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        to_photo = square.to_photo()
        from_pixels = to_photo.copy()
        from_pixels[:, :2] /= _LANDMARKS_SIZE
        size = (_LANDMARKS_SIZE, _LANDMARKS_SIZE)
        crop = cv2.warpAffine(photo, from_pixels, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        output = self._landmarks((crop.astype(np.float32) / 255)[None])[self._landmarks_output]
        landmarks = output.reshape(39, 5)
        points = landmarks[:, :2] / _LANDMARKS_SIZE @ to_photo[:, :2].T + to_photo[:, 2]
        return points.astype(np.float32), _probability(landmarks[:, 3])


def _cell_centres(side: int) -> NDArray[np.float32]:
    """Centres float32 [side*side,2] of a grid's cells in 0..1, x running fastest."""
    line = (np.arange(side, dtype=np.float32) + 0.5) / side
    centres: NDArray[np.float32] = np.stack([np.tile(line, side), np.repeat(line, side)], axis=1)
    return centres


def _probability(logit: NDArray[np.float32]) -> NDArray[np.float32]:
    probability: NDArray[np.float32] = (1 / (1 + np.exp(-logit))).astype(np.float32)
    return probability
