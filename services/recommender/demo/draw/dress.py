"""Dresses: skater, sheath, wrap, shirt, slip, tiered, tea, sweater, smock, maxi."""

from dataclasses import dataclass, field
from typing import Literal

from services.recommender.demo.draw import fastenings, sashes
from services.recommender.demo.draw.bodice import Bodice
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, rectangle, start

Fall = Literal["skater", "a line", "sheath", "pleated", "tiered", "slip", "straight", "gown"]


@dataclass(frozen=True)
class Dress:
    """A dress: a bodice and how the skirt falls from it for `length` pixels."""

    bodice: Bodice = field(default_factory=Bodice)
    fall: Fall = "skater"
    length: float = 240.0
    belt: Literal["none", "buckle", "tie", "sash"] = "none"
    buttons: bool = False

    @property
    def waist_y(self) -> float:
        """Height of the waist."""
        return self.bodice.top + self.bodice.length

    @property
    def low(self) -> float:
        """Height of the hem."""
        return self.waist_y + self.length

    @property
    def half(self) -> float:
        """Half width at the hem."""
        spread = {"skater": 0.5, "a line": 0.26, "sheath": 0.02, "pleated": 0.3, "tiered": 0.32, "slip": 0.04}
        return (
            self.bodice.waist
            + 24
            + spread.get(self.fall, 0.36 if self.fall == "gown" else 0.05) * self.length
        )

    def outline(self) -> Outline:
        """The whole front."""
        waist, wy, low, half = self.bodice.waist, self.waist_y, self.low, self.half
        right = self.bodice.upper()
        match self.fall:
            case "skater":
                right = right.curve(waist + 26, wy + 22, half - 34, low - 90, half, low)
            case "sheath" | "slip" | "straight":
                hip = max(half, waist + 20)
                right = right.curve(waist + 3, wy + 34, hip - 7, wy + 62, hip - 3, wy + 112)
                right = right.curve(hip, wy + 150, half, low - 60, half, low)
            case "gown":
                right = right.curve(waist + 14, wy + 60, half - 60, low - 120, half, low)
            case _:
                right = right.curve(waist + 12, wy + 30, half - 26, low - 120, half, low)
        waves = {"skater": 4, "gown": 4, "tiered": 4, "a line": 2}.get(self.fall, 0)
        for index in range(waves):
            x0, x1 = half * (1 - index / waves), half * (1 - (index + 1) / waves)
            middle = (x0 + x1) / 2
            right = right.curve(x0 - 5, low + 13, middle + 5, low + 17, middle, low + 8)
            right = right.quad((middle + x1) / 2, low + 3, x1, low + 10)
        if not waves:
            right = right.quad(half * 0.5, low + 11, 0, low + 11)
        return right.symmetric()

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        shape = self.outline()
        width = max(self.half, self.bodice.half_width())
        with canvas.garment(self.bodice.top - 12, self.low + 12, width, growth=1.28):
            self.bodice.draw_behind(canvas, cloth)
            canvas.piece(shape, cloth)
            with canvas.inside(shape):
                self.bodice.draw_folds(canvas, cloth)
                self._fall(canvas, cloth)
                if self.buttons:
                    self._button_front(canvas, cloth)
            canvas.stroke(shape, cloth.shades.ink, 1.5)
            self.bodice.draw_collar(canvas, cloth, shape)
            self._waist(canvas, cloth)

    def _fall(self, canvas: Canvas, cloth: Cloth) -> None:
        waist, wy, low, half = self.bodice.waist, self.waist_y, self.low, self.half
        if self.fall in ("sheath", "straight"):
            for side in (1.0, -1.0):
                canvas.fold(side * half, wy + 70, side * half * 0.3, wy + 96, cloth, 5, 7 * side, 0.9)
                canvas.fold(side * half * 0.55, low - 110, side * half * 0.6, low + 6, cloth, 5, 0, 0.8)
                canvas.fold(side * waist * 0.5, wy + 4, side * waist * 0.6, wy + 60, cloth, 4, 0, 0.8)
        elif self.fall == "pleated":
            for index in range(-7, 8):
                share = index / 7
                line = start(share * waist * 0.98, wy + 8).line(share * half, low + 14)
                panel = line.line((share + 0.06) * half, low + 14, (share + 0.05) * waist, wy + 8).closed()
                canvas.shade(panel, cloth, 1.0, 2.5)
                canvas.stroke(line, cloth.shades.ink, 1.2, 0.6)
        else:
            for index, share in enumerate((-0.86, -0.62, -0.36, -0.12, 0.14, 0.4, 0.66, 0.88)):
                high = wy + 8 + (index % 3) * 16
                canvas.fold(
                    share * waist * 0.95, high, share * half, low + 10, cloth, 6 + index % 2 * 3, -4 * share
                )
            glow = start(-waist * 0.4, wy + 40).line(-half * 0.42, low).line(-half * 0.24, low).closed()
            canvas.glow(glow, cloth, 0.9, 12)
        if self.fall == "tiered":
            for share in (0.34, 0.67):
                y = wy + self.length * share
                line = start(-half - 9, y).quad(0, y + 12, half + 9, y)
                canvas.shade(
                    line.line(half + 9, y + 16).quad(0, y + 28, -half - 9, y + 16).closed(), cloth, 0.7, 4
                )
                canvas.seam(line, cloth)
                for index in range(-12, 13):
                    canvas.fold(index * half / 13, y + 6, index * half / 12.2, y + 36, cloth, 2.6, 0, 1.1)
        hem = start(-half - 5, low - 8).quad(0, low + 13, half + 5, low - 8)
        canvas.stitches(hem, cloth, alpha=0.5)

    def _waist(self, canvas: Canvas, cloth: Cloth) -> None:
        wy, waist = self.waist_y, self.bodice.waist
        accent = cloth.dyed(cloth.accent) if cloth.pattern != "plain" else cloth.plain()
        match self.belt:
            case "buckle":
                sashes.belt(canvas, accent, wy - 13, waist + 4, 20, dip=3)
            case "tie":
                sashes.belt(canvas, cloth.plain(), wy - 10, waist + 3, 15, buckle=False, dip=3)
            case "sash":
                sashes.belt(canvas, accent, wy - 16, waist + 4, 28, buckle=False, dip=3)
            case _:
                if self.fall not in ("straight", "slip", "sheath"):
                    canvas.seam(start(-waist - 1, wy).quad(0, wy + 7, waist + 1, wy), cloth)

    def _button_front(self, canvas: Canvas, cloth: Cloth) -> None:
        top = self.bodice.top + (self.bodice.depth if self.bodice.arms != "straps" else 76)
        strip = rectangle(-10, top, 10, self.low + 20)
        canvas.shade(strip.moved(2, 0), cloth, 0.8, 3)
        canvas.piece(strip, cloth)
        colour = fastenings.button_colour(cloth)
        count = int((self.low - top) / 38)
        fastenings.buttons(canvas, 0, [top + 22 + 38 * index for index in range(count)], colour, 4.6)
