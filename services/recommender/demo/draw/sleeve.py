"""Sleeves: where they hang from a torso, their cuffs and folds."""

import math
from dataclasses import dataclass

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, start
from services.recommender.demo.draw.torso import Torso


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
