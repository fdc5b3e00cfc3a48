"""What a garment is made of: colours, pattern and weave."""

from dataclasses import dataclass, replace
from typing import Literal

from services.recommender.demo.draw.shades import Rgb, Shades, mix, shades, shades_of

Pattern = Literal[
    "plain",
    "breton",
    "stripes",
    "pinstripe",
    "dots",
    "gingham",
    "plaid",
    "windowpane",
    "houndstooth",
    "floral",
    "ditsy",
    "leaves",
    "chevron",
    "argyle",
    "fair isle",
    "colour block",
    "hearts",
    "leopard",
    "seigaiha",
    "asanoha",
    "shippo",
    "sakura",
    "yagasuri",
    "waves",
]

Weave = Literal["smooth", "jersey", "knit", "cable", "rib", "denim", "wool", "quilt", "cord"]


INDIGO_GREY: Rgb = (0.36, 0.42, 0.5)
"""What the white weft and the wash make of a denim's dye."""

INDIGO = ("blue", "light blue", "navy", "black", "charcoal", "grey")
"""The denims that are dyed with indigo or sulphur black."""


@dataclass(frozen=True)
class Cloth:
    """A cloth; `accent` and `second` colour its pattern. `trimmed` says that the accent
    shows elsewhere, on cuffs, collar or sleeves. All colours are names of the palette.
    """

    colour: str
    accent: str = "white"
    second: str = "cream"
    pattern: Pattern = "plain"
    weave: Weave = "smooth"
    scale: float = 1.0
    trimmed: bool = False

    @property
    def shades(self) -> Shades:
        """The ground colour under the shop's light; blue and dark denim is greyer than its dye."""
        tone = shades(self.colour)
        washed = self.weave == "denim" and self.colour in INDIGO
        return shades_of(mix(tone.base, INDIGO_GREY, 0.42)) if washed else tone

    def plain(self) -> "Cloth":
        """The same cloth without its pattern."""
        return replace(self, pattern="plain")

    def dyed(self, colour: str) -> "Cloth":
        """The same weave in one plain colour."""
        return replace(self, colour=colour, pattern="plain")

    def woven(self, weave: Weave) -> "Cloth":
        """The same colours in another weave, without pattern."""
        return replace(self, weave=weave, pattern="plain")
