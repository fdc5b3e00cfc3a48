"""How well two colours go together in one outfit: hue templates, neutrals, and light against dark.

Pairs of hues that go together are those of the templates of Y. Matsuda (Color Design, Asakura Shoten, 1995),
with the angles of D. Cohen-Or et al. ("Color Harmonization", SIGGRAPH 2006) on the hue circle of HSV. With
one hue in the middle of a sector, the other is in the same narrow sector (i, 18 degrees wide) or broad one
(V, 93.6), at a right angle (L), or in the sector that faces it (Y, 93.6; I, 18). Which of the templates is
the better one for two garments the sources leave open; here the narrower one is, since it is the clearer
statement: hues that are near each other and not the same look like a match that was missed.

Hue says little of a colour with little chroma, and of one that is nearly black: black, white, grey, beige and
navy go with everything. That they come before a second vivid colour is no finding but a common rule of
dressing: one colour speaks, the rest is neutral. Two vivid colours should differ in lightness too, which
tells the pieces apart (the contrast of light and dark of J. Itten, The Art of Color, 1961). Neutrals need no
contrast: on street photos black is worn with black more than with anything else.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.recommender.ranking.weights import DEFAULT_WEIGHTS
from serving.colour.lab import Lab, rgb_from_lab

_DEGREES: Final = (0.0, 9.0, 46.8, 90.0, 133.2, 171.0, 180.0)
_TEMPLATE: Final = (1.0, 1.0, 0.55, 0.45, 0.5, 0.85, 0.85)
"""Between two hues so many degrees apart: i up to 9, V up to 46.8, then L; Y from 133.2, I from 171."""

_NEUTRAL: Final = 18.0
_VIVID: Final = 45.0
"""Chroma C* in Lab up to which a colour goes with everything, and from which its hue counts fully.

In the palette: black, greys, white and cream have under 15, beige 20, brown and navy 25, olive and pink 30,
most others over 45.
"""

_BLACKISH: Final = 12.0
_COLOURED: Final = 25.0
"""L* up to which a colour is as good as black, and from which its hue counts fully: navy has 18."""

_CONTRAST: Final = 0.15
"""What two vivid colours of the same lightness lose."""

_LIGHT_AND_DARK: Final = 40.0
"""Difference in L* from which nothing is lost."""


def harmony(first: Lab, second: Lab, vivid_pair: float = DEFAULT_WEIGHTS.vivid_pair) -> NDArray[np.float32]:
    """How well colours go together, 0..1, broadcast over leading axes; the same either way round.

    Args:
        first: `[..., 3]`.
        second: `[..., 3]`.
        vivid_pair: what two vivid colours whose hues go together best are worth beside a neutral, 0..1.
    """
    apart = np.abs(_hue(first) - _hue(second))
    apart = np.minimum(apart, 360 - apart)
    vivid = _vividness(first) * _vividness(second)
    clash = (1 - vivid_pair * np.interp(apart, _DEGREES, _TEMPLATE)) * vivid
    alike = 1 - np.minimum(np.abs(first[..., 0] - second[..., 0]) / _LIGHT_AND_DARK, 1)
    return np.asarray((1 - clash) * (1 - _CONTRAST * alike * vivid), np.float32)


def _hue(colour: Lab) -> NDArray[np.float64]:
    """Degrees on the circle of HSV, where red is 0 and its complement, cyan, 180."""
    red, green, blue = np.moveaxis(rgb_from_lab(colour).astype(np.float64), -1, 0)
    # the angle in the plane that is square to grey: that of HSV but for about a degree
    hue = np.degrees(np.arctan2(np.sqrt(3) * (green - blue), 2 * red - green - blue)) % 360
    return np.asarray(hue, np.float64)


def _vividness(colour: Lab) -> NDArray[np.float64]:
    """How much the hue of a colour counts, 0..1."""
    chroma = np.hypot(colour[..., 1], colour[..., 2]).astype(np.float64)
    of_chroma = np.clip((chroma - _NEUTRAL) / (_VIVID - _NEUTRAL), 0, 1)
    of_lightness = np.clip((colour[..., 0] - _BLACKISH) / (_COLOURED - _BLACKISH), 0, 1)
    return np.asarray(of_chroma * of_lightness, np.float64)
