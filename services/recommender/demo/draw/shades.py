"""A cloth's colour and what light makes of it: shadow, seam, stitch and highlight."""

import colorsys
from dataclasses import dataclass
from functools import cache

from contracts.palette import PALETTE

Rgb = tuple[float, float, float]
"""Red, green and blue, each 0..1 (sRGB)."""


def parse_hex(text: str) -> Rgb:
    """`#rrggbb` -> red, green, blue in 0..1."""
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """`one` with `share` (0..1) of `other`."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def lightness(colour: Rgb) -> float:
    """Perceived brightness 0..1 (Rec. 709 luma of the gamma-encoded values)."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


@dataclass(frozen=True)
class Shades:
    """One cloth colour under the shop's light.

    `shadow` and `light` are overlays with the strength (0..1) that shows a fold on this cloth: dark
    cloth shows its folds by their highlights, light cloth by their shadows.
    """

    base: Rgb
    ink: Rgb
    deep: Rgb
    pale: Rgb
    stitch: Rgb
    shadow: Rgb
    shadow_strength: float
    light_strength: float


def shades_of(base: Rgb) -> Shades:
    """The shades of any colour."""
    hue, luminance, saturation = colorsys.rgb_to_hls(*base)
    dark = lightness(base) < 0.24

    def at(level: float, colourful: float = 1.0) -> Rgb:
        return colorsys.hls_to_rgb(hue, min(max(level, 0.0), 1.0), min(saturation * colourful, 1.0))

    return Shades(
        base=base,
        ink=at(luminance * 0.38) if dark else at(luminance * 0.55, 0.9),
        deep=at(luminance * 0.6),
        pale=mix(base, (1.0, 1.0, 1.0), 0.2 if dark else 0.3),
        stitch=mix(base, (1.0, 1.0, 1.0), 0.3) if lightness(base) < 0.5 else at(luminance * 0.68, 0.8),
        shadow=mix(at(luminance * 0.2, 0.8), (0.08, 0.05, 0.14), 0.5),
        shadow_strength=0.55 if dark else 0.2 + 0.16 * (1 - luminance),
        light_strength=0.15 if dark else 0.2 + 0.25 * luminance,
    )


@cache
def shades(name: str) -> Shades:
    """The shades of a palette colour.

    Raises:
        KeyError: no such name in the palette.
    """
    return shades_of(parse_hex(PALETTE[name]))
