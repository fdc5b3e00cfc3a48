"""Shoes."""

from dataclasses import dataclass

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.outline import blob, start
from services.recommender.demo.draw.shades import Rgb, Shades, mix, parse_hex, shades_of
from services.recommender.demo.people.body import Body


@dataclass(frozen=True)
class Shoes:
    """Shoes seen from the front."""

    colour: str = "#f2efe9"
    sole: str = "#d9d4cc"

    def draw(self, canvas: Canvas, body: Body, _skin: Shades) -> None:
        """One on each foot."""
        tone, sole = shades_of(parse_hex(self.colour)), shades_of(parse_hex(self.sole))
        for side in (0, 1):
            sign = -1.0 if side == 0 else 1.0
            x, y = body.ankles[side]
            foot = blob(
                [
                    (x - 14, y - 6),
                    (x + 14, y - 6),
                    (x + 18 + sign * 4, y + 22),
                    (x + 21 + sign * 8, y + 44),
                    (x + sign * 7, y + 54),
                    (x - 21 + sign * 8, y + 44),
                    (x - 18 + sign * 4, y + 22),
                ]
            )
            canvas.solid(foot.moved(0, 3), sole)
            canvas.solid(foot, tone)
            with canvas.inside(foot):
                canvas.fill(
                    blob([(x - 9, y - 12), (x + 9, y - 12), (x + 10, y + 6), (x - 10, y + 6)]),
                    _dark(tone),
                    0.6,
                    blur=2,
                )
            for step in range(3):
                lace = start(x - 8 + sign * step, y + 12 + step * 8).line(
                    x + 8 + sign * step, y + 12 + step * 8
                )
                canvas.stroke(lace, tone.ink, 1.4, 0.6)


def _dark(tone: Shades) -> Rgb:
    return mix(tone.base, tone.shadow, 0.6)
