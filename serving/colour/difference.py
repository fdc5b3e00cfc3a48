"""How different two colours look: CIEDE2000 in CIE Lab, and the palette's name for a colour."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.palette import PALETTE
from serving.colour.lab import Lab, lab_from_hex


def ciede2000(first: Lab, second: Lab, k_l: float = 1) -> NDArray[np.float32]:
    """Colour difference, broadcast over leading axes: below 1 not seen, at 10 seen at a glance.

    Formula, names and test data: G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula",
    Color Research and Application 30 (2005), with kC = kH = 1. `k_l` over 1 makes less of lightness.
    """
    l1, a1, b1 = np.moveaxis(np.asarray(first, np.float64), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(second, np.float64), -1, 0)

    mean_c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(mean_c7 / (mean_c7 + 25.0**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360

    grey = c1 * c2 == 0
    turn = h2 - h1
    turn = np.where(turn > 180, turn - 360, np.where(turn < -180, turn + 360, turn))
    delta_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(np.where(grey, 0, turn)) / 2)
    total = h1 + h2
    far = np.abs(h1 - h2) > 180
    mean_h = np.where(far, np.where(total < 360, total + 360, total - 360) / 2, total / 2)
    mean_h = np.where(grey, total, mean_h)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2

    t = (
        1
        - 0.17 * np.cos(np.radians(mean_h - 30))
        + 0.24 * np.cos(np.radians(2 * mean_h))
        + 0.32 * np.cos(np.radians(3 * mean_h + 6))
        - 0.20 * np.cos(np.radians(4 * mean_h - 63))
    )
    lightness = (mean_l - 50) ** 2
    s_l = 1 + 0.015 * lightness / np.sqrt(20 + lightness)
    s_c = 1 + 0.045 * mean_c
    s_h = 1 + 0.015 * mean_c * t
    rotation = np.sin(np.radians(60 * np.exp(-(((mean_h - 275) / 25) ** 2))))
    r_t = -2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)) * rotation

    dl, dc, dh = (l2 - l1) / (k_l * s_l), (c2 - c1) / s_c, delta_h / s_h
    squared: NDArray[np.float64] = np.maximum(dl**2 + dc**2 + dh**2 + r_t * dc * dh, 0)
    return np.sqrt(squared).astype(np.float32)


_PALETTE_NAMES: Final = tuple(PALETTE)
_PALETTE_LAB: Final = lab_from_hex(list(PALETTE.values()))


def palette_names(colours: Lab) -> list[str]:
    """`[n, 3]` Lab -> the palette's name for each, by the smallest CIEDE2000 difference.

    With kL = 2, as is usual for cloth (CIE94 and CMC 2:1, ISO 105-J03): a mint is a light green, not a cream.
    """
    differences = ciede2000(colours[:, None], _PALETTE_LAB[None], k_l=2)
    return [_PALETTE_NAMES[place] for place in differences.argmin(axis=1)]
