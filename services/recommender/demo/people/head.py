"""How someone looks, and the neck that carries the head."""

from dataclasses import dataclass, replace
from typing import Literal

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.outline import start
from services.recommender.demo.draw.shades import Rgb, Shades, mix, parse_hex, shades_of

Hair = Literal["long", "bob", "short", "bun", "curls", "crop"]


WARM_SHADOW: Rgb = (0.24, 0.1, 0.07)


MIDDLE = 120.0
"""Height of the middle of the face."""


@dataclass(frozen=True)
class Head:
    """How someone looks; colours are sRGB hex."""

    skin: str = "#e8b998"
    hair_colour: str = "#4a2d1c"
    hair: Hair = "long"
    eyes: str = "#5a3f28"
    lips: str = "#b9545a"
    beard: bool = False

    def skin_tone(self) -> Shades:
        """The skin under the shop's light: its shadows and edges are warm."""
        base = parse_hex(self.skin)
        shadow = mix(base, WARM_SHADOW, 0.78)
        ink = mix(base, WARM_SHADOW, 0.6)
        return replace(shades_of(base), shadow=shadow, ink=ink, shadow_strength=0.42)


def draw_neck(canvas: Canvas, head: Head, half: float) -> None:
    """The neck down to the collar bones, in the shade of the chin."""
    skin = head.skin_tone()
    right = (
        start(0, MIDDLE + 30)
        .line(half, MIDDLE + 30)
        .curve(half - 1, MIDDLE + 62, half, MIDDLE + 74, half + 22, MIDDLE + 88)
    )
    neck = right.quad(half, MIDDLE + 112, 0, MIDDLE + 118).symmetric()
    canvas.solid(neck, skin)
    with canvas.inside(neck):
        chin = (
            start(-50, MIDDLE + 20)
            .line(50, MIDDLE + 20)
            .quad(34, MIDDLE + 72, 4, MIDDLE + 80)
            .quad(-34, MIDDLE + 66, -50, MIDDLE + 20)
        )
        canvas.fill(chin.closed(), skin.shadow, 0.42, blur=7)
        for side in (1.0, -1.0):
            canvas.fill(
                start(side * 3, MIDDLE + 104)
                .quad(side * 20, MIDDLE + 92, side * 34, MIDDLE + 92)
                .quad(side * 20, MIDDLE + 98, side * 3, MIDDLE + 104)
                .closed(),
                skin.shadow,
                0.3,
                blur=2,
            )
