"""How much a crop looks like a face, so that the back of a head gives no answer.

The gender network has only ever seen faces, and answers with confidence whatever it is shown. So two things
are asked of the crop first: does its light and dark lie as a face's does, and is its middle skin. Together
they tell faces on street photos from what lies beside them with an area under the ROC curve of 0.99, the
pattern alone and skin alone with 0.94.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from services.gender.crop import CROP_SIZE

_SIDE: Final = 32
"""Pixels of a crop when its pattern is compared: an eye is still three wide."""

_FINE: Final = 5.0
"""Sigma in those pixels; what is coarser is the light of the scene, and is taken away."""

_BLOBS: Final = (
    (0.190, 0.289, 0.082, 0.037, -45),  # eyes
    (0.156, 0.199, 0.078, 0.024, -20),  # brows
    (0.000, 0.687, 0.127, 0.009, -35),  # mouth
    (0.029, 0.564, 0.057, 0.017, -15),  # nostrils
    (0.000, 0.393, 0.042, 0.159, 20),  # bridge of the nose
    (0.225, 0.429, 0.102, 0.144, 20),  # cheeks
    (0.000, 0.118, 0.200, 0.084, 20),  # forehead
    (0.000, 0.841, 0.160, 0.088, 10),  # chin
)
"""A face drawn with Gaussians: distance from the middle to both sides, from the top, two sigmas, light.

In sides of the crop; fitted to the mean of 250 faces of UTKFace that train, with which it correlates by 0.90.
"""

_MARGINS: Final = (slice(3, -1), slice(4, -4))
"""The rows and columns of the drawing that are looked for: the crop may be off by what is cut away here."""

_SCALES: Final = (32, 36)
"""Sides in pixels at which the crop is searched: as it should be, and one eighth too wide."""

_SKIN: Final = 0.5
"""Weight of the share of skin, against 1 of the correlation."""

_NO_FACE: Final = 0.5
_FACE: Final = 0.7
"""Sums at which the evidence is none and full: 80 % of crops without a face are below, 95 % of faces over."""

_COLOURLESS: Final = 3.0
"""Largest mean distance of Cb and Cr from grey in a black-and-white photo; there, skin cannot be told."""

_UNTOLD_SKIN: Final = 0.4
"""Taken in its place: less than a face has, since black hair and grey walls are as colourless."""

_FLAT: Final = 1.5
"""Standard deviation in grey levels below which there is no pattern but noise."""


def face_evidence(crop: NDArray[np.uint8]) -> float:
    """0 where nothing speaks for a face, 1 where all does.

    Args:
        crop: uint8 `[150, 150, 3]` RGB, as `face_crop` makes it.
    """
    score = _likeness(crop) + _SKIN * _skin_share(crop)
    return float(np.clip((score - _NO_FACE) / (_FACE - _NO_FACE), 0, 1))


def _likeness(crop: NDArray[np.uint8]) -> float:
    """The highest normalised correlation of the drawn face with the crop, 0..1."""
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    likeness = 0.0
    for side in _SCALES:
        details = _details(cv2.resize(grey, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32))
        if details.std() > _FLAT:
            found = cv2.matchTemplate(details, _DRAWN_FACE, cv2.TM_CCOEFF_NORMED)
            likeness = max(likeness, float(found.max()))
    return likeness


def _skin_share(crop: NDArray[np.uint8]) -> float:
    """Share of skin in the middle, 0..1, by the rule of Chai and Ngan (IEEE Trans. CSVT, 1999)."""
    fifth = CROP_SIZE // 5
    chroma = cv2.cvtColor(crop[fifth:-15, fifth:-fifth], cv2.COLOR_RGB2YCrCb)[..., 1:]
    if np.abs(chroma.astype(np.float32) - 128).mean() < _COLOURLESS:
        return _UNTOLD_SKIN
    red, blue = chroma[..., 0], chroma[..., 1]
    return float(((red >= 133) & (red <= 173) & (blue >= 77) & (blue <= 127)).mean())


def _details(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(grey - cv2.GaussianBlur(grey, (0, 0), _FINE), np.float32)


def _draw_face() -> NDArray[np.float32]:
    places = (np.arange(_SIDE) + 0.5) / _SIDE
    face = np.zeros((_SIDE, _SIDE))
    for aside, height, wide, high, light in _BLOBS:
        row = np.exp(-(((places - height) / high) ** 2) / 2)
        for side in {-aside, aside}:
            column = np.exp(-(((places - 0.5 - side) / wide) ** 2) / 2)
            face += light * row[:, None] * column[None, :]
    return _details(face.astype(np.float32))[_MARGINS]


_DRAWN_FACE: Final = _draw_face()
