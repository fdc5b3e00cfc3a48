"""How a garment is cut out of a photo for the clothes networks: the same in training and in serving."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.geometry import Box
from serving.networks.square import square_crop

CROP_SIZE: Final = 224
"""Side of a crop in pixels: what the trunk was trained on."""


def garment_crop(photo: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The square around a box, as the clothes networks see it.

    The square has the centre of the box and its longer side in pixels, so that a garment keeps its
    proportions.

    Args:
        photo: uint8 `[H, W, 3]`, RGB, upright.
        box: normalised to 0..1 of the photo.

    Returns:
        uint8 `[224, 224, 3]`, RGB, 127 outside of the photo.
    """
    height, width = photo.shape[:2]
    x0, y0, x1, y1 = box
    centre = ((x0 + x1) / 2 * width, (y0 + y1) / 2 * height)
    return square_crop(photo, centre, max((x1 - x0) * width, (y1 - y0) * height), CROP_SIZE)
