"""The upper body that tops, dresses and jumpsuits share: shoulders, neckline, sides."""

from dataclasses import dataclass
from typing import Literal

from services.recommender.demo.draw.outline import Outline, start

Neckline = Literal["crew", "v", "deep v", "scoop", "boat", "square", "round", "sweetheart"]


@dataclass(frozen=True)
class Torso:
    """Half widths and heights in pixels of the picture.

    `top` is the height of the neck points, `slope` how far the shoulder lies below them, `armhole` and
    `length` are measured down from `top`; `waist_at` is the share of the way from armhole to hem.
    """

    top: float = 96.0
    neck: float = 47.0
    shoulder: float = 118.0
    slope: float = 28.0
    armhole: float = 140.0
    chest: float = 112.0
    waist: float = 106.0
    hem: float = 114.0
    length: float = 440.0
    waist_at: float = 0.45
    neckline: Neckline = "crew"
    depth: float = 44.0

    @property
    def bottom(self) -> float:
        """Height of the hem."""
        return self.top + self.length

    @property
    def armpit(self) -> tuple[float, float]:
        """The viewer's right armpit."""
        return (self.chest, self.top + self.armhole)

    @property
    def tip(self) -> tuple[float, float]:
        """The viewer's right shoulder."""
        return (self.shoulder, self.top + self.slope)

    def neck_line(self) -> Outline:
        """The front neckline from the middle to the viewer's right neck point."""
        neck, top, low = self.neck, self.top, self.top + self.depth
        match self.neckline:
            case "v" | "deep v":
                return start(0, low).quad(neck * 0.62, top + self.depth * 0.5, neck, top)
            case "square":
                return start(0, low).line(neck * 0.86, low).line(neck, top)
            case "boat":
                return start(0, low).quad(neck * 0.7, low, neck, top)
            case "sweetheart":
                return (
                    start(0, low)
                    .curve(neck * 0.2, low - 16, neck * 0.8, low - 22, neck * 0.9, low - 2)
                    .line(neck, top)
                )
            case _:
                return start(0, low).curve(neck * 0.55, low, neck * 0.98, top + self.depth * 0.55, neck, top)

    def neckline_outline(self) -> Outline:
        """The whole front neckline, from the viewer's left to right."""
        right = self.neck_line()
        return right.mirrored().reversed().joined(right)

    def back_outline(self) -> Outline:
        """The inside of the back that shows through the neck opening."""
        neck, top = self.neck, self.top
        rise = start(neck, top).quad(neck * 0.5, top + 9, 0, top + 9).quad(-neck * 0.5, top + 9, -neck, top)
        return self.neckline_outline().joined(rise).closed()

    def side(self) -> Outline:
        """From the neck point over shoulder, armhole and waist to the hem, on the viewer's right."""
        x, y = self.tip
        ax, ay = self.armpit
        bottom = self.bottom
        wy = ay + (bottom - ay) * self.waist_at
        return (
            start(self.neck, self.top)
            .quad((self.neck + x) / 2, self.top + self.slope * 0.36, x, y)
            .curve(x - 7, y + (ay - y) * 0.42, ax - 6, ay - 26, ax, ay)
            .curve(ax - 2, ay + (wy - ay) * 0.4, self.waist, wy - (wy - ay) * 0.35, self.waist, wy)
            .curve(
                self.waist,
                wy + (bottom - wy) * 0.4,
                self.hem - 1,
                bottom - (bottom - wy) * 0.4,
                self.hem,
                bottom,
            )
        )

    def hem_line(self, inset: float = 0.0, dip: float = 7.0) -> Outline:
        """A line parallel to the hem, `inset` above it, a little longer than the body is wide."""
        y, x = self.bottom - inset, max(self.hem, self.waist) + 8
        return start(-x, y).quad(-x * 0.5, y + dip, 0, y + dip).quad(x * 0.5, y + dip, x, y)

    def body(self, dip: float = 7.0) -> Outline:
        """The front; its hem hangs `dip` lower in the middle."""
        right = self.neck_line().joined(self.side())
        return right.quad(self.hem * 0.5, self.bottom + dip, 0, self.bottom + dip).symmetric()
