"""Made people: stick figures whose joints are known."""

import cv2
import numpy as np

from services.pose.skeleton import LIMBS
from training.pose.augment import Example
from training.pose.labels import Known

# A standing figure in a photo of 160 x 96 pixels (height x width), COCO-18 order.
STANDING = np.array(
    [
        (48, 20), (48, 36), (36, 36), (30, 54), (28, 72), (60, 36), (66, 54), (68, 72), (40, 80),
        (40, 110), (40, 140), (56, 80), (56, 110), (56, 140), (45, 17), (51, 17), (42, 19), (54, 19),
    ],
    np.float32,
)  # fmt: skip


def stick_figure(shift: tuple[float, float] = (0, 0), height: int = 160, width: int = 96) -> Example:
    """A drawn person, every joint known."""
    positions = STANDING + np.array(shift, np.float32)
    image = np.full((height, width, 3), 200, np.uint8)
    for number, (start, end) in enumerate(LIMBS):
        colour = (10 * number, 255 - 10 * number, 90)
        cv2.line(image, positions[start].astype(int).tolist(), positions[end].astype(int).tolist(), colour, 3)
    known = np.full(len(positions), Known.PLACE, np.int8)
    return Example(image, positions, known, np.zeros((0, 2), np.float32))
