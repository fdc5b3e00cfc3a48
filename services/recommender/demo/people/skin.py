"""Bare skin: legs, arms, hands."""

import math

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.outline import Outline, Point, blob, start
from services.recommender.demo.draw.shades import Shades
from services.recommender.demo.people.body import Body
from services.recommender.demo.people.limb import limb


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
