"""A photo as the pose network takes it: which size, and the resizing."""

from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from serving.networks.square import resized

HEIGHT: Final = 368
"""Pixels: what the network was trained with, and its most accurate one for standing people."""

_MULTIPLE = 16  # 8 would do: no more accurate, but fewer photos would share a size, and so a batch
_LARGEST_AREA = 160_000  # pixels: bounds the latency, a 3:2 landscape photo becomes 480 x 320
_LONGEST_SIDE = 640
_SHORTEST_SIDE = 32


def network_size(width: int, height: int) -> tuple[int, int]:
    """Width and height that a photo of `width` x `height` pixels is resized to, both multiples of 16.

    368 high, as people stand upright in photos; less where that would be too much to compute. The proportions
    are kept to half of the multiple, except where a photo is more than 20 times as long as it is wide.
    """
    scale = min(HEIGHT / height, _LONGEST_SIDE / max(width, height), sqrt(_LARGEST_AREA / (width * height)))
    return _allowed(width * scale), _allowed(height * scale)


def network_input(photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8 [H, W, 3] RGB of any size to the same of `network_size`."""
    width, height = network_size(photo.shape[1], photo.shape[0])
    return resized(photo, height, width)


def _allowed(length: float) -> int:
    return max(_SHORTEST_SIDE, round(length / _MULTIPLE) * _MULTIPLE)
