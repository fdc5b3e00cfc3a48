"""How well two colours go together in one outfit: hue templates, neutrals, and light against dark.

Pairs of hues that go together are those of the templates of Y. Matsuda (Color Design, Asakura Shoten, 1995),
with the angles of D. Cohen-Or et al. ("Color Harmonization", SIGGRAPH 2006) on the hue circle of HSV: both
hues in one narrow sector (i, 18 degrees), in one broad sector (V, 93.6), in a right angle (L), or in sectors
that face each other (I, 18 each; Y, 93.6 against 18). Which of the templates is the better one for two
garments the sources leave open; here the narrower one is, since it is the clearer statement.

Hue says little of a colour with little chroma: black, white, grey, beige and navy go with everything. And
what differs in lightness too is easier to tell apart (the contrast of light and dark of J. Itten, The Art of
Color, 1961).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from serving.colour.lab import Lab, rgb_from_lab

_DEGREES: Final = (0.0, 18.0, 60.0, 93.6, 124.2, 162.0, 180.0)
_TEMPLATE: Final = (1.0, 1.0, 0.55, 0.45, 0.5, 0.85, 0.85)
"""Between two hues so many degrees apart: i up to 18, V up to 93.6, then L; Y from 124.2, I from 162."""

_NEUTRAL: Final = 15.0
_VIVID: Final = 45.0
"""Chroma C* in Lab up to which a colour goes with everything, and from which its hue counts fully.

In the palette: black, greys, white and cream have under 15, beige, brown and navy 20 to 26, olive 31, the
others over 35.
"""

_CONTRAST: Final = 0.15
"""What colours of the same lightness lose."""

_LIGHT_AND_DARK: Final = 40.0
"""Difference in L* from which nothing is lost."""


def harmony(first: Lab, second: Lab) -> NDArray[np.float32]:
    """How well colours go together, 0..1, broadcast over leading axes; the same either way round.

    Args:
        first: `[..., 3]`.
        second: `[..., 3]`.
    """
    apart = np.abs(_hue(first) - _hue(second))
    apart = np.minimum(apart, 360 - apart)
    clash = (1 - np.interp(apart, _DEGREES, _TEMPLATE)) * _vividness(first) * _vividness(second)
    contrast = np.minimum(np.abs(first[..., 0] - second[..., 0]) / _LIGHT_AND_DARK, 1)
    return np.asarray((1 - clash) * (1 - _CONTRAST * (1 - contrast)), np.float32)


def _hue(colour: Lab) -> NDArray[np.float64]:
    """Degrees on the circle of HSV, where red is 0 and its complement, cyan, 180."""
    red, green, blue = np.moveaxis(rgb_from_lab(colour).astype(np.float64), -1, 0)
    # the angle in the plane that is square to grey: that of HSV but for about a degree
    hue = np.degrees(np.arctan2(np.sqrt(3) * (green - blue), 2 * red - green - blue)) % 360
    return np.asarray(hue, np.float64)


def _vividness(colour: Lab) -> NDArray[np.float64]:
    """How much the hue of a colour counts, 0..1."""
    chroma = np.hypot(colour[..., 1], colour[..., 2]).astype(np.float64)
    return np.asarray(np.clip((chroma - _NEUTRAL) / (_VIVID - _NEUTRAL), 0, 1), np.float64)
