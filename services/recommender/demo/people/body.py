"""A standing body: its proportions and the outlines of its parts.

Proportions: an adult is about 7.5 heads tall; shoulders are about 2 (women) to 2.3 (men) head heights apart
at their outer edges, the crotch lies at half the height, the knees at a quarter (Loomis, "Figure Drawing for
All It's Worth", 1943).
"""

from dataclasses import dataclass, field

from services.recommender.demo.draw.outline import Outline, Point, start
from services.recommender.demo.people.limb import between, cut, limb

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
        points = [(*top, widths[0]), (*between(top, knee, 0.45), widths[0] * 0.93), (*knee, widths[1])]
        points += [(*between(knee, ankle, 0.32), widths[1] * 1.02), (*ankle, widths[2])]
        return limb(*(points if low is None else cut(points, low)))

    def arm(self, side: int, widths: tuple[float, float, float], share: float = 1.0) -> Outline:
        """An arm or a sleeve, as half widths at shoulder, elbow and wrist, down to `share` of its length."""
        shoulder, (elbow, wrist) = self.shoulders()[side], self.arms[side]
        points = [(*shoulder, widths[0]), (*between(shoulder, elbow, 0.5), (widths[0] + widths[1]) / 2)]
        points += [
            (*elbow, widths[1]),
            (*between(elbow, wrist, 0.5), (widths[1] + widths[2]) / 2),
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
