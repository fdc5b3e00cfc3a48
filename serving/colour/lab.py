"""sRGB and CIE Lab, from one to the other.

The curve and the matrix of sRGB are those of IEC 61966-2-1; Lab is that of CIE 15:2004 with the white point
D65, for which a grey of sRGB has a* = b* = 0. NumPy alone does it: what opens no photo needs no OpenCV.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Lab = NDArray[np.float32]
"""`[..., 3]`: L* in 0..100, a* and b* about -128..127, white point D65."""

_XYZ_OF_RGB: Final = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
"""Of linear RGB; a row's sum is what white has, so that dividing by it makes white 1, 1, 1."""

_TO_XYZ: Final = _XYZ_OF_RGB / _XYZ_OF_RGB.sum(axis=1, keepdims=True)
_TO_RGB: Final = np.linalg.inv(_TO_XYZ)

_EDGE: Final = 6 / 29
"""Where the cube root of Lab begins and the straight line ends."""


def lab_from_rgb(rgb: NDArray[Any]) -> Lab:
    """sRGB 0..1 `[..., 3]` -> Lab."""
    rgb = np.asarray(rgb, np.float64)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((np.maximum(rgb, 0) + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T
    x, y, z = np.moveaxis(np.where(xyz > _EDGE**3, np.cbrt(xyz), xyz / (3 * _EDGE**2) + 4 / 29), -1, 0)
    return np.asarray(np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1), np.float32)


def rgb_from_lab(colour: Lab) -> NDArray[np.float32]:
    """Lab -> sRGB 0..1 `[..., 3]`; what sRGB cannot show is cut to what it can."""
    lightness, a, b = np.moveaxis(np.asarray(colour, np.float64), -1, 0)
    y = (lightness + 16) / 116
    roots = np.stack([y + a / 500, y, y - b / 200], axis=-1)
    xyz = np.where(roots > _EDGE, roots**3, 3 * _EDGE**2 * (roots - 4 / 29))
    linear = np.clip(xyz @ _TO_RGB.T, 0, 1)
    rgb = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(rgb, np.float32)


def lab_from_hex(colours: Sequence[str]) -> Lab:
    """sRGB `#rrggbb` -> `[n, 3]` Lab.

    Raises:
        ValueError: a colour is not of the form `#rrggbb`.
    """
    rgb = np.array([list(bytes.fromhex(colour.removeprefix("#"))) for colour in colours], np.float32)
    if rgb.size != 3 * len(colours):
        raise ValueError(f"colours: {list(colours)} are not all #rrggbb")
    return lab_from_rgb(rgb.reshape(-1, 3) / 255)


def hex_from_lab(colour: Lab) -> str:
    """`[3]` Lab -> the nearest sRGB `#rrggbb`."""
    red, green, blue = (round(255 * float(channel)) for channel in rgb_from_lab(colour))
    return f"#{red:02x}{green:02x}{blue:02x}"
