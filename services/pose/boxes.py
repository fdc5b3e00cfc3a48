"""Boxes around parts of a body, in pixels and not clipped to the photo.

Margins run along and across the body, not the photo, so that they hold for one that lies or leans too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contracts.pose import KeypointName
from services.pose.body import Body
from services.pose.joints import ANKLES, ELBOWS, FACE, HIPS, KNEES, SHOULDERS, Point, those_of
from services.pose.proportions import NECK_TO_EYES

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Margins:
    """How far a garment goes beyond the joints under it, in trunk lengths.

    above: the upper end's joints. below: the lower end's. aside: both ends'. around: those between, elbows or
    knees, in every direction.
    """

    above: float
    below: float
    aside: float
    around: float


# Chosen on the training and validation part of the street photos, against the boxes of their masked garments:
# the upper box overlaps 97 of 100 by an IoU of 0.4 or more, and the margins lie on a plateau.
_UPPER = Margins(above=0.2, below=0.2, aside=0.2, around=0.1)
_LOWER = Margins(above=0.15, below=0.1, aside=0.15, around=0.15)

_HEAD_LENGTH, _HEAD_WIDTH = 1.0, 0.8  # axes of an ellipse around head and hair, in heads (chin to crown)
_UP_TO_EYES: dict[KeypointName, float] = {"nose": 0.2, "right_ear": 0.05, "left_ear": 0.05}  # in heads


def garment_edges(body: Body) -> tuple[Edges, Edges]:
    """What an upper garment covers, shoulders to hips with the sleeves, and a lower one, hips to ankles."""
    shoulders, elbows, hips, knees, ankles = (
        those_of(body.joints, names) for names in (SHOULDERS, ELBOWS, HIPS, KNEES, ANKLES)
    )
    return _around(body, shoulders, elbows, hips, _UPPER), _around(body, hips, knees, ankles, _LOWER)


def head_edges(body: Body) -> Edges:
    """Chin to crown with the hair; its middle is at the height of the eyes."""
    face = those_of(body.joints, FACE)
    neck = body.joints["neck"]
    if face and "neck" not in body.stand_ins:
        up = np.mean(face, axis=0) - neck
        up = up / max(float(np.hypot(*up)), 1e-6)
    else:
        up = -body.down
    eyes = [
        body.joints[name] + _UP_TO_EYES.get(name, 0.0) * body.head * up
        for name in FACE
        if name in body.joints
    ]
    centre = np.mean(eyes, axis=0) if eyes else neck + NECK_TO_EYES * body.trunk * up
    half = np.hypot(_HEAD_LENGTH * up, _HEAD_WIDTH * up[::-1]) * body.head / 2
    return _bounds([centre - half, centre + half])


def union(one: Edges, other: Edges) -> Edges:
    """The smallest box around both."""
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _around(
    body: Body, top: Sequence[Point], between: Sequence[Point], bottom: Sequence[Point], margins: Margins
) -> Edges:
    along = body.trunk * body.down
    across = np.array([along[1], -along[0]])
    points = [point - margins.above * along for point in top]
    points += [point + margins.below * along for point in bottom]
    for sign in (-1, 1):
        points += [point + sign * margins.aside * across for point in (*top, *bottom)]
        points += [point + sign * margins.around * way for point in between for way in (along, across)]
    return _bounds(points)


def _bounds(points: Sequence[Point]) -> Edges:
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
