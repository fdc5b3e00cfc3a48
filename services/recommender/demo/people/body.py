"""A standing body: proportions, the outline of a limb, and bare skin.

Proportions: an adult is about 7.5 heads tall; shoulders are about 2 (women) to 2.3 (men) head heights apart
at their outer edges, the crotch lies at half the height, the knees at a quarter (Loomis, "Figure Drawing for
All It's Worth", 1943).
"""

import math
from dataclasses import dataclass, field

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.outline import Outline, Point, blob, start, through
from services.recommender.demo.draw.shades import Shades

Arm = tuple[Point, Point]
"""Elbow and wrist."""


@dataclass(frozen=True)
class Body:
    """Half widths and heights in pixels of a 640 x 960 picture; arms, knees, ankles: viewer's left, right."""

    shoulder: float = 76.0
    chest: float = 64.0
    waist: float = 53.0
    hips: float = 72.0
    arms: tuple[Arm, Arm] = field(
        default=(((-104.0, 352.0), (-106.0, 462.0)), ((104.0, 352.0), (106.0, 462.0)))
    )
    knees: tuple[Point, Point] = ((-42.0, 664.0), (44.0, 664.0))
    ankles: tuple[Point, Point] = ((-46.0, 840.0), (50.0, 838.0))
    stout: float = 1.0

    shoulder_y: float = 222.0
    armpit_y: float = 282.0
    waist_y: float = 376.0
    hip_y: float = 452.0
    crotch_y: float = 490.0

    def shoulders(self) -> tuple[Point, Point]:
        """The shoulder joints."""
        x, y = self.shoulder - 15, self.shoulder_y + 22
        return ((-x, y), (x, y))

    def leg(self, side: int, widths: tuple[float, float, float], low: float | None = None) -> Outline:
        """A leg (0: viewer's left) by its half widths at thigh, knee and ankle; cut at height `low`."""
        sign = -1.0 if side == 0 else 1.0
        knee, ankle = self.knees[side], self.ankles[side]
        top = (sign * (self.hips - widths[0] - 1), self.hip_y + 6)
        points = [(*top, widths[0]), (*_between(top, knee, 0.45), widths[0] * 0.93), (*knee, widths[1])]
        points += [(*_between(knee, ankle, 0.32), widths[1] * 1.02), (*ankle, widths[2])]
        return limb(*(points if low is None else _cut(points, low)))

    def arm(self, side: int, widths: tuple[float, float, float], share: float = 1.0) -> Outline:
        """An arm or a sleeve, as half widths at shoulder, elbow and wrist, down to `share` of its length."""
        shoulder, (elbow, wrist) = self.shoulders()[side], self.arms[side]
        points = [(*shoulder, widths[0]), (*_between(shoulder, elbow, 0.5), (widths[0] + widths[1]) / 2)]
        points += [
            (*elbow, widths[1]),
            (*_between(elbow, wrist, 0.5), (widths[1] + widths[2]) / 2),
            (*wrist, widths[2]),
        ]
        count = max(2, round(share * (len(points) - 1)) + 1)
        return limb(*points[:count])

    def _armhole(self, ease: float, neck: float, drop: float) -> Outline:
        """From the neckline's lowest point over the viewer's right shoulder to the armpit."""
        y = self.shoulder_y
        line = start(0, y - 20 + drop).quad(neck * 0.8, y - 20 + drop * 0.9, neck, y - 24)
        line = line.quad(self.shoulder * 0.7, y - 15, self.shoulder + ease * 0.4, y + 5)
        chest = self.chest + ease
        return line.curve(
            self.shoulder + ease * 0.5, y + 30, chest - 3, self.armpit_y - 26, chest, self.armpit_y + 10
        )

    def yoke(self, ease: float) -> Outline:
        """The part of a front above the armpits: arms begin behind it."""
        return self._armhole(ease, 26, 0).line(0, self.armpit_y + 10).symmetric()

    def trunk(self, hem: float, hem_half: float, ease: float, neck: float, drop: float) -> Outline:
        """A garment's front: from a neckline `drop` deep and `neck` wide over the shoulders to the hem."""
        right = self._armhole(ease, neck, drop)
        if hem > self.waist_y + 20:
            right = right.curve(
                self.chest + ease,
                self.waist_y - 50,
                self.waist + ease,
                self.waist_y - 30,
                self.waist + ease,
                self.waist_y,
            )
            right = right.curve(self.waist + ease, self.waist_y + 30, hem_half, hem - 40, hem_half, hem)
        else:
            right = right.quad(self.waist + ease, self.waist_y - 50, hem_half, hem)
        return right.quad(hem_half * 0.5, hem + 7, 0, hem + 7).symmetric()


def limb(*points: tuple[float, float, float]) -> Outline:
    """A smooth tube through `x, y, half width` points: round where it begins, cut where it ends."""
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y, half) in enumerate(points):
        before, after = points[max(0, index - 1)], points[min(len(points) - 1, index + 1)]
        length = math.hypot(after[0] - before[0], after[1] - before[1]) or 1.0
        nx, ny = -(after[1] - before[1]) / length, (after[0] - before[0]) / length
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    edge = through(*[n for point in left for n in point])
    back = through(*[n for point in reversed(right) for n in point])
    (x0, y0, half), (x1, y1, _) = points[0], points[1]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x0 - x1) / length * half * 4 / 3, (y0 - y1) / length * half * 4 / 3
    end, before = points[-1], points[-2]
    outline = edge.quad(
        end[0] + (end[0] - before[0]) * 0.06, end[1] + (end[1] - before[1]) * 0.06, *right[-1]
    )
    outline = outline.joined(back)
    return outline.curve(
        right[0][0] + dx, right[0][1] + dy, left[0][0] + dx, left[0][1] + dy, *left[0]
    ).closed()


def _between(one: Point, other: Point, share: float) -> Point:
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def _cut(points: list[tuple[float, float, float]], low: float) -> list[tuple[float, float, float]]:
    """The part of a limb above height `low`, with a new last point there."""
    kept = [point for point in points if point[1] < low - 4]
    below = next((point for point in points if point[1] >= low - 4), points[-1])
    last = kept[-1]
    share = (low - last[1]) / ((below[1] - last[1]) or 1.0)
    x, y, half = (a + (b - a) * share for a, b in zip(last, below, strict=True))
    return [*kept, (x, y, half)]


def draw_skin(canvas: Canvas, body: Body, skin: Shades) -> None:
    """Legs, feet and trunk without clothes, as a dressmaker's figure."""
    for side in (0, 1):
        leg = body.leg(side, (35 * body.stout, 22 * body.stout, 12 * body.stout))
        canvas.solid(leg, skin)
        _light(canvas, leg, skin)
    trunk = body.trunk(body.hip_y + 20, body.hips, 0, 22, 20)
    canvas.solid(trunk, skin)


def draw_arm(canvas: Canvas, body: Body, side: int, skin: Shades) -> None:
    """A bare arm with its hand."""
    arm = body.arm(side, (20 * body.stout, 15 * body.stout, 10.5 * body.stout))
    canvas.solid(arm, skin)
    _light(canvas, arm, skin)
    draw_hand(canvas, body, side, skin)


def draw_hand(canvas: Canvas, body: Body, side: int, skin: Shades) -> None:
    """A relaxed hand that goes on from the forearm."""
    elbow, wrist = body.arms[side]
    length = math.hypot(wrist[0] - elbow[0], wrist[1] - elbow[1])
    dx, dy = (wrist[0] - elbow[0]) / length, (wrist[1] - elbow[1]) / length
    nx, ny = (-dy, dx) if side == 0 else (dy, -dx)

    def at(along: float, across: float) -> Point:
        return (wrist[0] + dx * along + nx * across, wrist[1] + dy * along + ny * across)

    thumb = limb((*at(6, -7), 6.0), (*at(20, -13), 5.0), (*at(32, -12), 3.8))
    palm = blob(
        [
            at(-6, -10),
            at(12, -14),
            at(32, -12),
            at(52, -7),
            at(60, 0),
            at(50, 8),
            at(28, 13),
            at(6, 12),
            at(-6, 10),
        ]
    )
    canvas.solid(palm, skin)
    canvas.solid(thumb, skin)
    for across in (-4.0, 1.5, 6.5):
        canvas.stroke(start(*at(34, across)).line(*at(54 - abs(across), across * 0.7)), skin.ink, 1.2, 0.5)


def _light(canvas: Canvas, outline: Outline, skin: Shades) -> None:
    """The window is on the viewer's left: its side is lit, the other lies in shade."""
    with canvas.inside(outline):
        canvas.stroke(outline.moved(-5, 0), skin.shadow, 14, 0.3, blur=6)
        canvas.stroke(outline.moved(9, 0), (1.0, 0.96, 0.9), 7, 0.28, blur=4)
