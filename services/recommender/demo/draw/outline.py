"""Outlines: lines and curves as plain numbers, in pixels of the picture, x = 0 on its vertical middle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Step = tuple[str, tuple[float, ...]]
"""`M`ove, `L`ine, `Q`uadratic, `C`ubic or `Z` (close) with its coordinates; `O` is a circle x, y, radius."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """A run of steps. Every method gives a new outline."""

    steps: tuple[Step, ...]

    def line(self, *xy: float) -> Outline:
        """Straight on through each point of `x, y, x, y, ...`."""
        points = zip(xy[::2], xy[1::2], strict=True)
        return Outline(self.steps + tuple(("L", point) for point in points))

    def quad(self, cx: float, cy: float, x: float, y: float) -> Outline:
        """Quadratic curve to `x, y`, pulled by `cx, cy`."""
        return Outline((*self.steps, ("Q", (cx, cy, x, y))))

    def curve(self, ax: float, ay: float, bx: float, by: float, x: float, y: float) -> Outline:
        """Cubic curve to `x, y`, pulled by `ax, ay` and then `bx, by`."""
        return Outline((*self.steps, ("C", (ax, ay, bx, by, x, y))))

    def closed(self) -> Outline:
        """Back to where it started."""
        return Outline((*self.steps, ("Z", ())))

    def __add__(self, other: Outline) -> Outline:
        """Both, as separate contours."""
        return Outline(self.steps + other.steps)

    def mirrored(self) -> Outline:
        """The other side of the garment: x becomes -x."""
        flip = (-1.0, 1.0, -1.0, 1.0, -1.0, 1.0)
        return Outline(
            tuple(
                (name, (-numbers[0], *numbers[1:]))
                if name == "O"
                else (name, tuple(n * f for n, f in zip(numbers, flip, strict=False)))
                for name, numbers in self.steps
            )
        )

    def reversed(self) -> Outline:
        """One open contour, walked from its end to its start."""
        ends = [numbers[-2:] for _, numbers in self.steps]
        steps: list[Step] = [("M", ends[-1])]
        for index in range(len(self.steps) - 1, 0, -1):
            name, numbers = self.steps[index]
            pulls = numbers[:-2]
            turned = tuple(pulls[2:] + pulls[:2]) if name == "C" else tuple(pulls)
            steps.append((name, (*turned, *ends[index - 1])))
        return Outline(tuple(steps))

    def joined(self, other: Outline) -> Outline:
        """Go on along `other`, which starts where this one ends."""
        return Outline(self.steps + other.steps[1:])

    def symmetric(self) -> Outline:
        """Close a right half, drawn from the middle line to the middle line, with its mirror image."""
        return self.joined(self.mirrored().reversed()).closed()

    def both(self) -> Outline:
        """This and its mirror image."""
        return self + self.mirrored()

    def moved(self, dx: float, dy: float) -> Outline:
        """Shifted by `dx, dy`."""
        shift = (dx, dy) * 3
        return Outline(
            tuple(
                (name, (numbers[0] + dx, numbers[1] + dy, numbers[2]))
                if name == "O"
                else (name, tuple(n + s for n, s in zip(numbers, shift, strict=False)))
                for name, numbers in self.steps
            )
        )


def start(x: float, y: float) -> Outline:
    """An outline that begins at `x, y`."""
    return Outline((("M", (x, y)),))


def polygon(*xy: float) -> Outline:
    """A closed straight-sided shape through `x, y, x, y, ...`."""
    return start(xy[0], xy[1]).line(*xy[2:]).closed()


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Outline:
    """An upright rectangle."""
    return polygon(x0, y0, x1, y0, x1, y1, x0, y1)


def circle(x: float, y: float, radius: float) -> Outline:
    """A circle."""
    return Outline((("O", (x, y, radius)),))


def through(*xy: float) -> Outline:
    """A smooth open curve through `x, y, x, y, ...` (Catmull-Rom spline as cubic curves)."""
    points = list(zip(xy[::2], xy[1::2], strict=True))
    padded = [points[0], *points, points[-1]]
    outline = start(*points[0])
    for before, here, there, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        outline = outline.curve(
            here[0] + (there[0] - before[0]) / 6,
            here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6,
            there[1] - (after[1] - here[1]) / 6,
            *there,
        )
    return outline


def blob(points: Sequence[Point]) -> Outline:
    """A smooth closed shape round `points` (closed Catmull-Rom spline)."""
    count = len(points)
    outline = start(*points[0])
    for index in range(count):
        before, here = points[index - 1], points[index]
        there, after = points[(index + 1) % count], points[(index + 2) % count]
        outline = outline.curve(
            here[0] + (there[0] - before[0]) / 6,
            here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6,
            there[1] - (after[1] - here[1]) / 6,
            *there,
        )
    return outline.closed()


def lens(x0: float, y0: float, x1: float, y1: float, width: float, bend: float = 0.0) -> Outline:
    """A stroke that is thin at both ends and `width` in its middle, bent sideways by `bend`."""
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    nx, ny = -(y1 - y0) / length, (x1 - x0) / length
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2
    out, back = bend + width, bend - width
    there = start(x0, y0).quad(mx + nx * out, my + ny * out, x1, y1)
    return there.quad(mx + nx * back, my + ny * back, x0, y0).closed()
