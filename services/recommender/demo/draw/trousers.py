"""Two legs and a waist: the shape that jeans, shorts and jumpsuits share."""

from dataclasses import dataclass

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, start
from services.recommender.demo.draw.shades import mix

SHORT = 360.0
"""Legs that end above the knee are shorter than this, waist to hem."""


@dataclass(frozen=True)
class Trousers:
    """Half widths at waist and hips; of a leg, its middle and half width at knee and hem."""

    top: float = 70.0
    waist: float = 78.0
    hips: float = 108.0
    rise: float = 150.0
    knee: tuple[float, float] = (66.0, 40.0)
    hem: tuple[float, float] = (70.0, 36.0)
    length: float = 545.0

    @property
    def bottom(self) -> float:
        """Height of the hems."""
        return self.top + self.length

    @property
    def crotch(self) -> float:
        """Height where the legs part."""
        return self.top + self.rise

    @property
    def width(self) -> float:
        """Largest half width."""
        return max(self.hips, sum(self.hem), sum(self.knee))

    def leg(self) -> Outline:
        """The viewer's right half, from the middle of the waist to the crotch."""
        top, low = self.top, self.bottom
        hip_y, knee_y = top + self.rise * 0.72, self.crotch + (low - self.crotch) * 0.45
        (kx, kw), (hx, hw) = self.knee, self.hem
        seat = (
            start(0, top + 9)
            .quad(self.waist * 0.6, top + 8, self.waist, top)
            .curve(self.waist + 8, top + 40, self.hips - 2, hip_y - 36, self.hips, hip_y)
        )
        if self.length < SHORT:
            return (
                seat.curve(self.hips + 2, hip_y + 30, hx + hw - 3, low - 60, hx + hw, low)
                .quad(hx, low + 8, hx - hw, low + 3)
                .curve(hx - hw - 1, low - 30, 6, self.crotch + 26, 0, self.crotch)
            )
        return (
            seat.curve(self.hips + 1, hip_y + 60, kx + kw + 2, knee_y - 80, kx + kw, knee_y)
            .curve(
                kx + kw - 1,
                knee_y + (low - knee_y) * 0.4,
                hx + hw - 1,
                low - (low - knee_y) * 0.4,
                hx + hw,
                low,
            )
            .quad(hx, low + 7, hx - hw, low + 2)
            .curve(
                hx - hw, low - (low - knee_y) * 0.4, kx - kw, knee_y + (low - knee_y) * 0.4, kx - kw, knee_y
            )
            .curve(kx - kw, knee_y - 80, 5, self.crotch + 66, 0, self.crotch)
        )

    def outline(self) -> Outline:
        """Both legs as one piece."""
        return self.leg().symmetric()

    def hem_line(self, inset: float = 0.0) -> Outline:
        """A line parallel to the viewer's right hem."""
        hx, hw = self.hem
        low = self.bottom - inset
        return start(hx - hw - 4, low + 2).quad(hx, low + 7, hx + hw + 4, low)

    def draw_back(self, canvas: Canvas, cloth: Cloth) -> None:
        """The inside of the back of the waist, seen above the front."""
        top, waist = self.top, self.waist
        back = start(-waist, top).quad(0, top - 11, waist, top).quad(waist * 0.6, top + 10, 0, top + 11)
        back = back.quad(-waist * 0.6, top + 10, -waist, top).closed()
        canvas.fill(back, mix(cloth.shades.base, cloth.shades.shadow, 0.42))
        canvas.stroke(back, cloth.shades.ink, 1.4)

    def draw_folds(self, canvas: Canvas, cloth: Cloth, strength: float = 1.0) -> None:
        """Light on the thighs, folds at the crotch, behind the knees and above the hems."""
        knee_y = self.crotch + (self.bottom - self.crotch) * 0.45
        (kx, kw), (hx, hw) = self.knee, self.hem
        for side in (1.0, -1.0):
            middle = kx * side
            glow = start(middle - 10, self.crotch - 10).quad(middle + 8, knee_y - 60, middle - 2, knee_y + 70)
            glow = glow.quad(middle - 16, knee_y - 60, middle - 10, self.crotch - 10).closed()
            canvas.glow(glow, cloth, 1.1 * strength, blur=14)
            canvas.fold(3 * side, self.crotch - 6, 58 * side, self.crotch - 34, cloth, 5, 6 * side, strength)
            canvas.fold(
                3 * side, self.crotch + 12, 62 * side, self.crotch + 6, cloth, 5, 6 * side, 0.9 * strength
            )
            if self.length >= SHORT:
                inner, outer = (kx - kw) * side, (kx + kw) * side
                canvas.fold(
                    inner, knee_y - 4, inner + (kw * 1.1) * side, knee_y + 12, cloth, 4, 5 * side, strength
                )
                canvas.fold(
                    outer, knee_y + 16, outer - kw * side, knee_y + 34, cloth, 4, -5 * side, 0.9 * strength
                )
                low = self.bottom - 34
                canvas.fold(
                    (hx - hw) * side, low, (hx + hw * 0.4) * side, low + 9, cloth, 3.5, 3 * side, strength
                )
                canvas.fold(
                    (hx + hw) * side,
                    low - 26,
                    (hx - hw * 0.2) * side,
                    low - 14,
                    cloth,
                    3.5,
                    -3 * side,
                    strength,
                )
            canvas.fold(
                middle + kw * 0.5 * side,
                self.crotch + 26,
                (hx + hw * 0.4) * side,
                self.bottom - 10,
                cloth,
                4,
                0,
                0.6,
            )
        canvas.fold(0, self.crotch - 2, 0, self.crotch + 40, cloth, 6, 0, 1.2 * strength)
