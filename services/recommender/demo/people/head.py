"""A head: face, ears, neck and hair, softly modelled."""

from dataclasses import dataclass, replace
from typing import Literal

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.outline import Outline, blob, circle, start
from services.recommender.demo.draw.shades import Rgb, Shades, mix, parse_hex, shades_of

Hair = Literal["long", "bob", "short", "bun", "curls", "crop"]
WARM_SHADOW: Rgb = (0.24, 0.1, 0.07)
MIDDLE = 120.0
"""Height of the middle of the face."""


@dataclass(frozen=True)
class Head:
    """How someone looks; colours are sRGB hex."""

    skin: str = "#e8b998"
    hair_colour: str = "#4a2d1c"
    hair: Hair = "long"
    eyes: str = "#5a3f28"
    lips: str = "#b9545a"
    beard: bool = False

    def skin_tone(self) -> Shades:
        """The skin under the shop's light: its shadows and edges are warm."""
        base = parse_hex(self.skin)
        shadow = mix(base, WARM_SHADOW, 0.78)
        ink = mix(base, WARM_SHADOW, 0.6)
        return replace(shades_of(base), shadow=shadow, ink=ink, shadow_strength=0.42)


def draw_hair_behind(canvas: Canvas, head: Head) -> None:
    """What falls behind the shoulders."""
    tone = shades_of(parse_hex(head.hair_colour))
    y = MIDDLE
    match head.hair:
        case "long":
            right = start(0, y - 66).curve(44, y - 66, 60, y - 30, 58, y + 20)
            shape = (
                right.curve(60, y + 70, 74, y + 110, 62, y + 152).quad(30, y + 164, 0, y + 150).symmetric()
            )
        case "bob":
            shape = start(0, y - 64).curve(46, y - 64, 58, y - 26, 56, y + 24).quad(56, y + 52, 48, y + 60)
            shape = shape.quad(20, y + 66, 0, y + 60).symmetric()
        case "curls":
            shape = blob(_ring(y))
        case "bun":
            canvas.solid(circle(4, y - 74, 25), tone)
            shape = (
                start(0, y - 60).curve(42, y - 60, 48, y - 24, 42, y).quad(20, y + 20, 0, y + 20).symmetric()
            )
        case _:
            shape = (
                start(0, y - 60)
                .curve(40, y - 60, 48, y - 22, 43, y + 14)
                .quad(20, y + 30, 0, y + 30)
                .symmetric()
            )
    canvas.solid(shape, tone)
    _strands(canvas, shape, tone)


def _ring(y: float) -> list[tuple[float, float]]:
    """A cloud of curls round the head."""
    right = [(0, -82), (20, -76), (42, -74), (54, -54), (70, -38), (68, -14), (74, 6), (62, 24), (56, 42)]
    left = [(-x, dy) for x, dy in reversed(right[1:])]
    return [(x, y + dy) for x, dy in (*right, (0, 40), *left)]


def draw_neck(canvas: Canvas, head: Head, half: float) -> None:
    """The neck down to the collar bones, in the shade of the chin."""
    skin = head.skin_tone()
    right = (
        start(0, MIDDLE + 30)
        .line(half, MIDDLE + 30)
        .curve(half - 1, MIDDLE + 62, half, MIDDLE + 74, half + 22, MIDDLE + 88)
    )
    neck = right.quad(half, MIDDLE + 112, 0, MIDDLE + 118).symmetric()
    canvas.solid(neck, skin)
    with canvas.inside(neck):
        chin = (
            start(-50, MIDDLE + 20)
            .line(50, MIDDLE + 20)
            .quad(34, MIDDLE + 72, 4, MIDDLE + 80)
            .quad(-34, MIDDLE + 66, -50, MIDDLE + 20)
        )
        canvas.fill(chin.closed(), skin.shadow, 0.42, blur=7)
        for side in (1.0, -1.0):
            canvas.fill(
                start(side * 3, MIDDLE + 104)
                .quad(side * 20, MIDDLE + 92, side * 34, MIDDLE + 92)
                .quad(side * 20, MIDDLE + 98, side * 3, MIDDLE + 104)
                .closed(),
                skin.shadow,
                0.3,
                blur=2,
            )


def draw_face(canvas: Canvas, head: Head) -> None:
    """Face, ears and the hair that frames them."""
    skin, y = head.skin_tone(), MIDDLE
    for side in (1.0, -1.0):
        ear = blob([(side * 39, y - 8), (side * 47, y - 9), (side * 47, y + 8), (side * 40, y + 17)])
        canvas.solid(ear, skin)
        canvas.stroke(start(side * 43, y - 4).quad(side * 45, y + 3, side * 41, y + 9), skin.ink, 1.3, 0.5)
    jaw = 30 if head.beard or head.hair in ("short", "crop") else 26
    right = start(0, y - 56).curve(30, y - 56, 42, y - 34, 42, y - 4)
    face = right.curve(42, y + 24, jaw, y + 46, 12, y + 57).quad(6, y + 60, 0, y + 60).symmetric()
    canvas.solid(face, skin)
    with canvas.inside(face):
        canvas.stroke(face.moved(-7, -1), skin.shadow, 18, 0.34, blur=8)
        canvas.fill(circle(-14, y - 34, 17), (1.0, 0.97, 0.92), 0.3, blur=10)
        for side in (1.0, -1.0):
            canvas.fill(circle(side * 23, y + 19, 9), (0.86, 0.36, 0.32), 0.2, blur=6)
            socket = blob([(side * 6, y - 2), (side * 18, y - 10), (side * 31, y - 4), (side * 20, y + 5)])
            canvas.fill(socket, skin.shadow, 0.26, blur=4)
        if head.beard:
            _beard(canvas, head)
    _features(canvas, head, skin)
    _hair_in_front(canvas, head)


def _features(canvas: Canvas, head: Head, skin: Shades) -> None:
    y = MIDDLE
    dark: Rgb = (0.13, 0.09, 0.08)
    hair = mix(parse_hex(head.hair_colour), dark, 0.35)
    for side in (1.0, -1.0):
        eye = (
            start(side * 10, y + 1)
            .quad(side * 17, y - 6.5, side * 26, y)
            .quad(side * 18, y + 5, side * 10, y + 1)
            .closed()
        )
        canvas.fill(eye, (0.97, 0.96, 0.94))
        with canvas.inside(eye):
            canvas.fill(circle(side * 17.6, y - 0.8, 4.7), parse_hex(head.eyes))
            canvas.fill(circle(side * 17.6, y - 0.8, 2.3), (0.05, 0.04, 0.05))
            canvas.fill(
                start(side * 8, y - 6).line(side * 28, y - 6, side * 28, y - 3, side * 8, y - 2).closed(),
                dark,
                0.35,
                blur=1.4,
            )
        canvas.fill(circle(side * 17.6 - 1.6, y - 2.4, 1.3), (1.0, 1.0, 1.0))
        lid = start(side * 9.5, y + 1).quad(side * 17, y - 7.4, side * 27.5, y - 1)
        canvas.stroke(lid, dark, 2.2)
        canvas.stroke(lid.moved(0, -4.4), skin.ink, 1.0, 0.5)
        brow = (
            start(side * 8, y - 12)
            .quad(side * 18, y - 19, side * 29, y - 12)
            .quad(side * 18, y - 15.5, side * 8, y - 9.5)
        )
        canvas.fill(brow.closed(), hair, 0.9, blur=0.6)
    side_of_nose = (
        start(5, y - 4)
        .quad(6, y + 12, 10, y + 22)
        .quad(4, y + 27, 0, y + 26)
        .quad(3, y + 10, 5, y - 4)
        .closed()
    )
    canvas.fill(side_of_nose, skin.shadow, 0.32, blur=2.5)
    canvas.fill(
        start(-3, y + 2).quad(-1, y + 14, -3, y + 20).quad(1, y + 14, 1, y + 2).closed(),
        (1.0, 0.97, 0.92),
        0.45,
        blur=1.8,
    )
    canvas.stroke(
        start(-8, y + 22).quad(-5, y + 27, 0, y + 25.5).quad(5, y + 27, 8, y + 22), skin.ink, 1.4, 0.75
    )
    for side in (1.0, -1.0):
        canvas.fill(circle(side * 4.2, y + 24.6, 1.7), dark, 0.6, blur=0.6)
    lips = parse_hex(head.lips)
    upper = (
        start(-14, y + 38)
        .quad(-5, y + 33.5, 0, y + 35.5)
        .quad(5, y + 33.5, 14, y + 38)
        .quad(0, y + 40, -14, y + 38)
    )
    lower = (
        start(-14, y + 38)
        .quad(0, y + 40, 14, y + 38)
        .quad(5, y + 46.5, 0, y + 46.5)
        .quad(-5, y + 46.5, -14, y + 38)
    )
    canvas.fill(upper.closed(), mix(lips, dark, 0.22))
    canvas.fill(lower.closed(), lips)
    canvas.fill(circle(-2, y + 42.5, 2.6), (1.0, 1.0, 1.0), 0.35, blur=1.4)
    canvas.stroke(start(-14.5, y + 37.6).quad(0, y + 40.2, 14.5, y + 37.6), mix(lips, dark, 0.6), 1.3)
    canvas.fill(
        start(-9, y + 50).quad(0, y + 47.5, 9, y + 50).quad(0, y + 53, -9, y + 50).closed(),
        skin.shadow,
        0.3,
        blur=2,
    )


def _beard(canvas: Canvas, head: Head) -> None:
    y, hair = MIDDLE, parse_hex(head.hair_colour)
    edge = (
        start(0, y + 30)
        .quad(12, y + 29, 19, y + 36)
        .quad(28, y + 30, 39, y + 2)
        .line(52, y + 10, 40, y + 70, 0, y + 72)
    )
    mouth = start(-15, y + 39).quad(0, y + 33, 15, y + 39).quad(0, y + 50, -15, y + 39).closed()
    with canvas.outside(mouth):
        canvas.fill(edge.symmetric(), hair, 0.8, blur=3)


def _hair_in_front(canvas: Canvas, head: Head) -> None:
    tone, y = shades_of(parse_hex(head.hair_colour)), MIDDLE
    match head.hair:
        case "long":
            left = (
                start(-8, y - 62)
                .curve(-44, y - 66, -60, y - 30, -56, y + 20)
                .curve(-56, y + 70, -70, y + 110, -62, y + 146)
            )
            left = (
                left.curve(-46, y + 130, -42, y + 70, -40, y + 14)
                .curve(-40, y - 16, -30, y - 34, -6, y - 48)
                .closed()
            )
            right = (
                start(-10, y - 62)
                .curve(40, y - 70, 62, y - 30, 57, y + 20)
                .curve(57, y + 70, 72, y + 110, 62, y + 146)
            )
            right = (
                right.curve(47, y + 130, 43, y + 70, 41, y + 14)
                .curve(40, y - 18, 20, y - 38, -10, y - 48)
                .closed()
            )
            shapes = [left, right]
        case "bob":
            fringe = (
                start(-52, y + 2)
                .curve(-60, y - 50, -30, y - 66, 0, y - 65)
                .curve(32, y - 66, 60, y - 48, 52, y + 2)
            )
            fringe = (
                fringe.curve(46, y - 10, 42, y - 20, 38, y - 22)
                .quad(0, y - 30, -38, y - 22)
                .quad(-44, y - 16, -52, y + 2)
            )
            lock = (
                start(36, y - 26)
                .curve(52, y - 10, 58, y + 30, 50, y + 58)
                .curve(40, y + 56, 42, y + 10, 36, y - 26)
                .closed()
            )
            shapes = [lock, lock.mirrored(), fringe.closed()]
        case "curls":
            shapes = [circle(x, y - 48 + abs(x) * 0.32, 15) for x in (-44, -30, -15, 0, 15, 30, 44)]
        case "crop":
            top = (
                start(-44, y - 6)
                .curve(-50, y - 44, -30, y - 63, 0, y - 63)
                .curve(30, y - 63, 50, y - 44, 44, y - 6)
            )
            shapes = [
                top.quad(40, y - 26, 34, y - 38)
                .quad(0, y - 46, -34, y - 38)
                .quad(-40, y - 26, -44, y - 6)
                .closed()
            ]
        case _:
            top = (
                start(-45, y + 2)
                .curve(-54, y - 40, -38, y - 66, -2, y - 67)
                .curve(36, y - 68, 54, y - 44, 45, y + 2)
            )
            top = top.quad(43, y - 18, 34, y - 30).curve(14, y - 32, -8, y - 40, -16, y - 48)
            shapes = [top.curve(-20, y - 36, -34, y - 30, -38, y - 20).quad(-43, y - 12, -45, y + 2).closed()]
    for shape in shapes:
        canvas.solid(shape, tone)
        _strands(canvas, shape, tone)


def _strands(canvas: Canvas, shape: Outline, tone: Shades) -> None:
    """Light along the hair, and a few strands."""
    y = MIDDLE
    with canvas.inside(shape):
        for index in range(-6, 7):
            x = index * 9.5
            strand = start(x * 0.35, y - 64).curve(x * 1.1, y - 50, x * 1.25, y + 10, x * 1.2, y + 150)
            canvas.stroke(strand, tone.pale if index % 2 else tone.ink, 2.2, 0.3, blur=1)
        shine = start(-40, y - 32).quad(-20, y - 56, 10, y - 54).quad(-18, y - 44, -34, y - 22).closed()
        canvas.fill(shine, (1.0, 0.95, 0.88), 0.26, blur=5)
