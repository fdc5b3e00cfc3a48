"""Jeans: skinny, slim, straight, mom, bootcut, flared, wide, cropped; washed, ripped or plain."""

from dataclasses import dataclass
from typing import Literal

from services.recommender.demo.draw import fastenings, waist
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import lens, start
from services.recommender.demo.draw.shades import Rgb, mix
from services.recommender.demo.draw.trousers import Trousers

Leg = Literal["skinny", "slim", "straight", "mom", "bootcut", "flared", "wide", "barrel", "cropped"]
Wash = Literal["raw", "faded", "bleached", "ripped"]

LEGS: dict[Leg, Trousers] = {
    "skinny": Trousers(waist=74, hips=96, knee=(53, 31), hem=(52, 23)),
    "slim": Trousers(waist=80, hips=102, knee=(58, 36), hem=(60, 29)),
    "straight": Trousers(waist=82, hips=108, knee=(64, 42), hem=(70, 38)),
    "mom": Trousers(waist=70, hips=114, rise=172, knee=(62, 46), hem=(58, 32), length=520),
    "bootcut": Trousers(waist=78, hips=102, knee=(60, 35), hem=(72, 45)),
    "flared": Trousers(waist=72, hips=98, rise=158, knee=(60, 33), hem=(84, 66), length=562),
    "wide": Trousers(waist=76, hips=112, rise=168, knee=(76, 58), hem=(88, 66)),
    "barrel": Trousers(waist=78, hips=116, rise=166, knee=(80, 60), hem=(66, 38), length=520),
    "cropped": Trousers(waist=76, hips=106, rise=160, knee=(66, 44), hem=(72, 44), length=440),
}
GOLD_THREAD: Rgb = (0.84, 0.6, 0.3)


@dataclass(frozen=True)
class Jeans:
    """A pair's cut and wash."""

    leg: Leg = "straight"
    wash: Wash = "faded"
    turned_up: bool = False
    cargo: bool = False

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw them in a cloth."""
        cut = LEGS[self.leg]
        shape = cut.outline()
        blue = cloth.colour in ("blue", "light blue", "navy", "grey")
        thread = GOLD_THREAD if blue else cloth.shades.stitch
        with canvas.garment(cut.top - 6, cut.bottom + 6, cut.width):
            cut.draw_back(canvas, cloth)
            canvas.piece(shape, cloth)
            with canvas.inside(shape):
                self._wash(canvas, cut, cloth)
                cut.draw_folds(canvas, cloth)
                outseam = start(cut.hips - 9, cut.crotch - 30).quad(
                    sum(cut.knee) - 7, cut.crotch + 120, sum(cut.hem) - 6, cut.bottom
                )
                canvas.stitches(outseam.both(), cloth, thread, alpha=0.45)
                self._hems(canvas, cut, cloth, thread)
                waist.front_pockets(canvas, cloth, cut.top, cut.waist, cut.hips, thread, rivets=True)
            waist.fly(canvas, cloth, cut.top, cut.crotch, thread)
            waist.waistband(canvas, cloth, cut.top, cut.waist, thread)
            fastenings.button(canvas, 0, cut.top + 21, waist.COPPER, 6)
            if self.cargo:
                with canvas.inside(shape):
                    y = cut.crotch + 96
                    waist.cargo_pocket(
                        canvas, cloth, cut.knee[0] + cut.knee[1] * 0.5, y, cut.knee[1] * 1.1, 82
                    )
            canvas.stroke(shape, cloth.shades.ink, 1.5)

    def _wash(self, canvas: Canvas, cut: Trousers, cloth: Cloth) -> None:
        if self.wash == "raw":
            return
        amount = {"faded": 0.3, "bleached": 0.62, "ripped": 0.42}[self.wash]
        kx, kw = cut.knee
        for side in (1.0, -1.0):
            patch = lens(kx * 0.85 * side, cut.crotch - 50, kx * side, cut.bottom - 70, kw * 0.62)
            canvas.fill(patch, (1.0, 1.0, 1.0), amount * 0.75, blur=17)
            for index in range(4):
                y = cut.crotch - 26 + index * 15
                whisker = lens(12 * side, y, (cut.hips - 16) * side, y - 22 + index * 5, 3.2, 3 * side)
                canvas.fill(whisker, (1.0, 1.0, 1.0), amount * 0.55, blur=2.5)
        if self.wash == "ripped":
            knee = cut.crotch + (cut.bottom - cut.crotch) * 0.42
            _rip(canvas, cloth, kx - 2, knee, kw * 0.62, 13)
            _rip(canvas, cloth, -kx + 3, knee + 24, kw * 0.5, 9)
            _rip(canvas, cloth, -kx - 4, knee - 74, kw * 0.36, 6)

    def _hems(self, canvas: Canvas, cut: Trousers, cloth: Cloth, thread: Rgb) -> None:
        line = cut.hem_line(0)
        for one in (line, line.mirrored()):
            if self.turned_up:
                pale = mix(cloth.shades.base, (1.0, 1.0, 1.0), 0.45)
                canvas.stroke(one.moved(0, -1), cloth.shades.shadow, 62, 0.3, blur=3)
                canvas.stroke(one, cloth.shades.ink, 58)
                canvas.stroke(one, pale, 55.5)
                canvas.stitches(one.moved(0, -21), cloth, thread, alpha=0.5)
            else:
                canvas.stitches(one.moved(0, -11), cloth, thread)


def _rip(canvas: Canvas, cloth: Cloth, x: float, y: float, half: float, height: float) -> None:
    """A worn hole, bridged by white threads."""
    hole = (
        start(x - half, y).quad(x, y - height, x + half, y - 2).quad(x + 2, y + height, x - half, y).closed()
    )
    canvas.fill(hole, (1.0, 1.0, 1.0), 0.55, blur=3)
    canvas.fill(hole, mix(cloth.shades.base, cloth.shades.shadow, 0.55))
    with canvas.inside(hole):
        count = max(3, int(height / 2.1))
        for index in range(count):
            level = y - height + 2 * height * (index + 0.5) / count
            canvas.stroke(
                start(x - half, level).quad(x, level + 2, x + half, level), (0.95, 0.95, 0.94), 1.3, 0.9
            )
    canvas.stroke(hole, (0.93, 0.94, 0.95), 1.6, 0.8, dashes=(2.0, 1.4))
