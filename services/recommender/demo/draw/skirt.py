"""Skirts: mini, A-line, pencil, pleated, circle, tiered, wrap, button front, slip."""

from dataclasses import dataclass
from typing import Literal

from services.recommender.demo.draw import fastenings, sashes, waist
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.jeans import GOLD_THREAD
from services.recommender.demo.draw.outline import Outline, start
from services.recommender.demo.draw.shades import mix

Kind = Literal["mini", "a line", "pencil", "pleated", "circle", "tiered", "wrap", "button", "slip", "bubble"]
Length = Literal["mini", "knee", "midi", "maxi"]

LENGTHS: dict[Length, float] = {"mini": 226.0, "knee": 318.0, "midi": 412.0, "maxi": 512.0}
SPREAD: dict[Kind, float] = {
    "mini": 0.12,
    "a line": 0.32,
    "pencil": -0.05,
    "pleated": 0.34,
    "circle": 0.52,
    "tiered": 0.36,
    "wrap": 0.18,
    "button": 0.26,
    "slip": 0.16,
    "bubble": 0.2,
}


@dataclass(frozen=True)
class Skirt:
    """A skirt's cut."""

    kind: Kind = "a line"
    length: Length = "knee"

    @property
    def top(self) -> float:
        """Height of the waist."""
        return 120.0

    @property
    def low(self) -> float:
        """Height of the hem."""
        return self.top + LENGTHS[self.length]

    @property
    def half(self) -> float:
        """Half width at the hem."""
        return 104.0 + SPREAD[self.kind] * LENGTHS[self.length]

    def side(self) -> Outline:
        """From the middle of the waist to the hem on the viewer's right."""
        top, low, half = self.top, self.low, self.half
        right = start(0, top + 9).quad(42, top + 8, 70, top)
        if self.kind == "bubble":
            return right.curve(132, top + 46, 150, low - 90, half - 8, low)
        if self.kind == "circle":
            return right.curve(84, top + 40, half - 54, low - 110, half, low)
        hip = max(104.0, 70 + (half - 70) * 0.5)
        return right.curve(78, top + 46, hip - 3, top + 82, hip, top + 124).line(half, low)

    def outline(self) -> Outline:
        """The skirt; a full hem waves."""
        right, low, half = self.side(), self.low, self.half
        waves = {"circle": 4, "tiered": 4, "pleated": 0, "a line": 2, "wrap": 2}.get(self.kind, 0)
        if not waves:
            return right.quad(half * 0.5, low + 13, 0, low + 13).symmetric()
        for index in range(waves):
            x0, x1 = half * (1 - index / waves), half * (1 - (index + 1) / waves)
            middle = (x0 + x1) / 2
            right = right.curve(x0 - 6, low + 16, middle + 6, low + 21, middle, low + 10)
            right = right.quad((middle + x1) / 2, low + 4, x1, low + 12)
        return right.symmetric()

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        shape = self.outline()
        with canvas.garment(self.top - 6, self.low + 14, self.half, growth=1.5):
            back = (
                start(-70, self.top)
                .quad(0, self.top - 10, 70, self.top)
                .quad(0, self.top + 18, -70, self.top)
            )
            canvas.fill(back.closed(), mix(cloth.shades.base, cloth.shades.shadow, 0.42))
            canvas.stroke(back, cloth.shades.ink, 1.4)
            canvas.piece(shape, cloth)
            with canvas.inside(shape):
                self._fall(canvas, cloth)
            canvas.stroke(shape, cloth.shades.ink, 1.5)
            self._finish(canvas, cloth, shape)

    def _fall(self, canvas: Canvas, cloth: Cloth) -> None:
        """How the cloth falls from the waist."""
        top, low, half = self.top, self.low, self.half
        match self.kind:
            case "pleated":
                for index in range(-8, 9):
                    share = index / 8
                    line = start(share * 70, top + 24).line(share * half, low + 16)
                    panel = line.line(
                        (share + 0.055) * half, low + 16, (share + 0.045) * 70, top + 24
                    ).closed()
                    canvas.shade(panel, cloth, 1.0, 2.5)
                    canvas.stroke(line, cloth.shades.ink, 1.3, 0.75)
                    light = start((share - 0.05) * 70, top + 24).line((share - 0.05) * half, low + 16)
                    canvas.stroke(light, (1.0, 1.0, 1.0), 5, cloth.shades.light_strength * 0.8, blur=2)
            case "pencil" | "mini" | "button":
                for side in (1.0, -1.0):
                    canvas.seam(
                        start(side * 36, top + 22).quad(side * 42, top + 60, side * 40, top + 88), cloth, 0.5
                    )
                    canvas.fold(side * 98, top + 130, side * 36, top + 150, cloth, 5, 6 * side, 0.9)
                    canvas.fold(side * 60, low - 70, side * 66, low + 4, cloth, 5, 0, 0.7)
            case _:
                for index, share in enumerate((-0.84, -0.6, -0.34, -0.1, 0.16, 0.42, 0.66, 0.88)):
                    high = top + 30 + (index % 3) * 26
                    canvas.fold(
                        share * 72, high, share * half, low + 14, cloth, 7 + index % 2 * 3, -4 * share, 1.0
                    )
                glow = start(-30, top + 60).line(-half * 0.34, low).line(-half * 0.2, low).closed()
                canvas.glow(glow, cloth, 0.9, 14)
        if self.kind == "tiered":
            for share in (0.36, 0.68):
                y = top + (low - top) * share
                x = self._half_at(y) + 6
                line = start(-x, y).quad(0, y + 16, x, y)
                canvas.shade(line.line(x, y + 20).quad(0, y + 36, -x, y + 20).closed(), cloth, 0.7, 5)
                canvas.seam(line, cloth)
                for index in range(-11, 12):
                    canvas.fold(index * x / 11.5, y + 7, index * x / 11 * 1.05, y + 44, cloth, 3, 0, 1.1)
        if self.kind in ("a line", "circle", "slip", "tiered", "pencil"):
            canvas.stitches(start(-half, low - 9).quad(0, low + 17, half, low - 9), cloth, alpha=0.5)

    def _half_at(self, y: float) -> float:
        """Half width at height `y` on the straight part of the side."""
        hip = max(104.0, 70 + (self.half - 70) * 0.5)
        return hip + (self.half - hip) * (y - self.top - 124) / (self.low - self.top - 124)

    def _finish(self, canvas: Canvas, cloth: Cloth, shape: Outline) -> None:
        top, low = self.top, self.low
        denim = cloth.weave == "denim"
        thread = GOLD_THREAD if denim and cloth.colour not in ("white", "black") else cloth.shades.stitch
        match self.kind:
            case "button":
                with canvas.inside(shape):
                    waist.front_pockets(canvas, cloth, top, 70, 104, thread, rivets=denim)
                    strip = start(-12, top).line(12, top, 12, low + 20, -12, low + 20).closed()
                    canvas.piece(strip, cloth)
                    for x in (-8.5, 8.5):
                        canvas.stitches(start(x, top).line(x, low + 16), cloth, thread)
                    canvas.stitches(
                        start(-self.half, low - 9).quad(0, low + 19, self.half, low - 9), cloth, thread
                    )
                waist.waistband(canvas, cloth, top, 70, thread)
                metal = waist.COPPER if denim else fastenings.button_colour(cloth)
                count = round((low - top) / 46)
                fastenings.buttons(
                    canvas,
                    0,
                    [top + 21 + (low - top - 36) * n / (count - 1) for n in range(count)],
                    metal,
                    5.5,
                )
            case "wrap":
                edge = start(-34, top + 24).curve(-20, top + 120, 20, low - 80, 62, low + 18)
                with canvas.inside(shape):
                    canvas.stroke(
                        edge.moved(5, 2), cloth.shades.shadow, 11, cloth.shades.shadow_strength, blur=4
                    )
                    canvas.seam(edge, cloth, 0.95)
                waist.waistband(canvas, cloth.plain(), top, 70, cloth.shades.stitch)
                sashes.tie(canvas, cloth.plain(), -40, top + 22, 19)
            case "slip" | "tiered" | "bubble":
                waist.elastic(canvas, cloth.plain(), top, 70, 20)
            case "mini" if denim:
                with canvas.inside(shape):
                    waist.front_pockets(canvas, cloth, top, 70, 104, thread, rivets=True)
                    canvas.stitches(
                        start(-self.half, low - 9).quad(0, low + 17, self.half, low - 9), cloth, thread
                    )
                waist.fly(canvas, cloth, top, top + 118, thread)
                waist.waistband(canvas, cloth, top, 70, thread)
                fastenings.button(canvas, 0, top + 21, waist.COPPER, 6)
            case _:
                waist.waistband(
                    canvas, cloth.plain() if self.kind == "pleated" else cloth, top, 70, cloth.shades.stitch
                )
                if self.kind == "pencil":
                    slit = start(0, low - 66).line(0, low + 14)
                    canvas.seam(slit, cloth)
                    canvas.fold(2, low - 64, 4, low + 12, cloth, 5)
