"""The upper body that tops, dresses and jumpsuits share: shoulders, neckline, sides and sleeves."""

import math
from dataclasses import dataclass
from typing import Literal

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
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


@dataclass(frozen=True)
class Sleeve:
    """A sleeve that hangs from a torso: degrees from the vertical, length, half-open cuff width, puff."""

    angle: float = 34.0
    length: float = 150.0
    cuff: float = 70.0
    puff: float = 0.0
    bell: float = 0.0

    def outer(self, torso: Torso) -> tuple[float, float]:
        """Where the outer edge ends."""
        x, y = torso.tip
        turn = math.radians(self.angle)
        return (x + math.sin(turn) * self.length, y + math.cos(turn) * self.length)

    def inner(self, torso: Torso) -> tuple[float, float]:
        """Where the inner edge ends."""
        x, y = self.outer(torso)
        turn = math.radians(self.angle)
        return (x - math.cos(turn) * self.cuff, y + math.sin(turn) * self.cuff)

    def outline(self, torso: Torso) -> Outline:
        """The viewer's right sleeve."""
        x, y = torso.tip
        ax, ay = torso.armpit
        ox, oy = self.outer(torso)
        ix, iy = self.inner(torso)
        turn = math.radians(self.angle)
        along, across = (math.sin(turn), math.cos(turn)), (math.cos(turn), -math.sin(turn))
        reach, swell = self.length, 9 + self.puff
        run, fall = (x - torso.neck) / 2, torso.slope * 0.64
        size = math.hypot(run, fall)
        run, fall = run / size, fall / size
        near = (
            x + run * reach * 0.1 + along[0] * reach * 0.1 + across[0] * (swell - 9),
            y + fall * reach * 0.1 + along[1] * reach * 0.1 + across[1] * (swell - 9),
        )
        far_swell = self.puff * 0.9 + 1
        far = (
            ox - along[0] * reach * 0.35 + across[0] * far_swell,
            oy - along[1] * reach * 0.35 + across[1] * far_swell,
        )
        back = self.bell + self.puff * 0.55
        return (
            start(x - 30 * run, y - 30 * fall + 6)
            .line(x - 7 * run, y - 7 * fall + 0.6)
            .line(x, y)
            .curve(*near, *far, ox, oy)
            .quad((ox + ix) / 2 + along[0] * 5, (oy + iy) / 2 + along[1] * 5, ix, iy)
            .curve(
                ix - along[0] * reach * 0.3 - across[0] * back,
                iy - along[1] * reach * 0.3 - across[1] * back,
                ax + along[0] * reach * 0.2 - 2,
                ay + along[1] * reach * 0.12,
                ax - 4,
                ay - 3,
            )
            .line(ax - 40, ay)
            .closed()
        )

    def cuff_line(self, torso: Torso, inset: float = 0.0, reach: float = 0.0) -> Outline:
        """A line parallel to the cuff, `inset` above it, `reach` longer at both ends."""
        turn = math.radians(self.angle)
        along, across = (math.sin(turn), math.cos(turn)), (math.cos(turn), -math.sin(turn))
        ox, oy = self.outer(torso)
        ix, iy = self.inner(torso)
        ox, oy = ox - along[0] * inset + across[0] * reach, oy - along[1] * inset + across[1] * reach
        ix, iy = ix - along[0] * inset - across[0] * reach, iy - along[1] * inset - across[1] * reach
        return start(ox, oy).quad((ox + ix) / 2 + along[0] * 5, (oy + iy) / 2 + along[1] * 5, ix, iy)

    def draw_cuffs(
        self, canvas: Canvas, torso: Torso, cloth: Cloth, width: float, ribbed: bool = True
    ) -> None:
        """A cuff on both sleeves."""
        right, line = self.outline(torso), self.cuff_line(torso, reach=4)
        canvas.edging(line, right, cloth, width, ribbed)
        canvas.edging(line.mirrored(), right.mirrored(), cloth, width, ribbed)

    def draw(self, canvas: Canvas, torso: Torso, cloth: Cloth, left: Cloth | None = None) -> None:
        """Both sleeves with their folds; to be drawn before the body, which covers their heads."""
        right = self.outline(torso)
        x, y = torso.tip
        ax, ay = torso.armpit
        ix, iy = self.inner(torso)
        ox, oy = self.outer(torso)
        for side in (1.0, -1.0):
            shape = right if side > 0 else right.mirrored()
            mine = cloth if side > 0 or left is None else left
            canvas.piece(shape, mine, turn=-self.angle * side * 0.8, pivot=(x * side, y))
            with canvas.inside(shape):
                mx, my = (ix + ox) / 2, (iy + oy) / 2
                canvas.fold(
                    (ax + 6) * side, ay - 30, (mx * 0.45 + ix * 0.55) * side, my - 16, mine, 5, 5 * side
                )
                if self.length > 220:
                    bx, by = (ax * 0.45 + ix * 0.55), (ay * 0.45 + iy * 0.55)
                    canvas.fold((bx - 4) * side, by, (bx + 34) * side, by - 34, mine, 5, 4 * side, 0.9)
                    canvas.fold((bx + 4) * side, by + 24, (bx + 40) * side, by - 4, mine, 4, 4 * side, 0.8)
                    canvas.fold((ix + 2) * side, iy - 60, (mx + 12) * side, my - 30, mine, 4, -4 * side, 0.8)
                if self.puff:
                    for share in (0.25, 0.5, 0.75):
                        sx, sy = x + 4, y + (ay - y) * share * 0.5
                        canvas.fold(sx * side, sy, (sx + 26) * side, sy + 20, mine, 3.5, 2 * side, 0.8)
                        px, py = ox + (ix - ox) * share, oy + (iy - oy) * share
                        canvas.fold(
                            px * side, py, (px - 8 + 6 * share) * side, py - 40, mine, 3.5, 2 * side, 0.8
                        )
