"""A photo at the size that the network reads, and the way back."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.pose.network import SIZE_MULTIPLE, STRIDE

HEIGHT = 368
"""Input height of full-length photos: best of 256, 368, 432 and 512 with the starting weights."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """image: uint8 [h,w,3], sides multiples of 16; scale: its pixels per pixel of the photo."""

    image: NDArray[np.uint8]
    scale: float

    def to_photo(self, cells: NDArray[np.float32]) -> NDArray[np.float32]:
        """Map coordinates [n,2] of the network's output to pixels of the photo.

        Cell c covers input pixels 8c..8c+7, so its centre is at (c + 0.5) * 8 - 0.5.
        """
        points: NDArray[np.float32] = ((cells + 0.5) * STRIDE / self.scale - 0.5).astype(np.float32)
        return points


def fit(photo: NDArray[np.uint8], height: int = HEIGHT) -> Fitted:
    """Resize `photo` uint8 [H,W,3] to `height`, edge pixels repeated on the right up to a multiple of 16."""
    scale = height / photo.shape[0]
    width = max(round(photo.shape[1] * scale), 1)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    image = cv2.resize(photo, (width, height), interpolation=way)
    image = cv2.copyMakeBorder(
        image, 0, -height % SIZE_MULTIPLE, 0, -width % SIZE_MULTIPLE, cv2.BORDER_REPLICATE
    )
    return Fitted(image.astype(np.uint8, copy=False), scale)
