"""How much a crop looks like a face, so that the back of a head gives no answer.

The gender network has only ever seen faces, and answers with confidence whatever it is shown. So two things
are asked of the crop first: does its light and dark lie as a face's does, and is its middle skin. Together
they tell 631 heads on photos from 3257 crops of what lies beside them with an area under the ROC curve of
0.98, the pattern alone with 0.93, skin alone with 0.92.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from services.gender.crop import CROP_SIZE
from services.gender.drawn_face import likeness

_SCALES: Final = (32, 36)
"""Sides in pixels at which the crop is searched: as it should be, and one eighth too wide."""

_SKIN: Final = 0.5
"""Weight of the share of skin, against 1 of the correlation."""

_NO_FACE: Final = 0.5
_FACE: Final = 0.7
"""Sums at which the evidence is none and full: 70 % of crops without a face are below, 95 % of faces over."""

_COLOURLESS: Final = 3.0
"""Largest mean distance of Cb and Cr from grey in a black-and-white photo; there, skin cannot be told."""

_UNTOLD_SKIN: Final = 0.4
"""Taken in its place: less than a face has, since black hair and grey walls are as colourless."""


def face_evidence(crop: NDArray[np.uint8]) -> float:
    """0 where nothing speaks for a face, 1 where all does.

    Args:
        crop: uint8 `[150, 150, 3]` RGB, as `face_crop` makes it.
    """
    score = max(float(likeness(crop, side).max()) for side in _SCALES) + _SKIN * _skin_share(crop)
    return float(np.clip((score - _NO_FACE) / (_FACE - _NO_FACE), 0, 1))


def _skin_share(crop: NDArray[np.uint8]) -> float:
    """Share of skin in the middle, 0..1, by the rule of Chai and Ngan (IEEE Trans. CSVT, 1999)."""
    fifth = CROP_SIZE // 5
    chroma = cv2.cvtColor(crop[fifth:-15, fifth:-fifth], cv2.COLOR_RGB2YCrCb)[..., 1:]
    if np.abs(chroma.astype(np.float32) - 128).mean() < _COLOURLESS:
        return _UNTOLD_SKIN
    red, blue = chroma[..., 0], chroma[..., 1]
    return float(((red >= 133) & (red <= 173) & (blue >= 77) & (blue <= 127)).mean())
