"""How a face is cut out of a photo for the gender network: as UTKFace's own crops are.

UTKFace crops are aligned: over 400 adults the eyes lie at 0.285 of the side from the top and 0.39 of it
apart, and the chin touches the bottom. In a face the eyes are half way between crown and chin (Loomis,
Drawing the Head and Hands, 1956), so that eyes to chin, half a head, are 0.70 of the side of such a crop.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.geometry import Box
from serving.networks.square import square_crop

CROP_SIZE: Final = 150
"""Side of a crop in pixels: the input of the gender network."""

FACE_SIDE: Final = 0.5 / 0.70
"""Side of a face crop in heights of the head, crown to chin."""


def face_crop(photo: NDArray[np.uint8], head: Box | None) -> NDArray[np.uint8]:
    """Forehead to chin of a head, or the whole photo where no head is named.

    Args:
        photo: uint8 `[H, W, 3]`, RGB, upright.
        head: crown to chin, normalised to 0..1 of the photo. None: the photo is a face crop already.

    Returns:
        uint8 `[150, 150, 3]`, RGB.
    """
    height, width = photo.shape[:2]
    if head is None:
        return square_crop(photo, (width / 2, height / 2), max(width, height), CROP_SIZE)
    x0, y0, x1, y1 = head
    side = FACE_SIDE * (y1 - y0) * height
    return square_crop(photo, ((x0 + x1) / 2 * width, y1 * height - side / 2), side, CROP_SIZE)
