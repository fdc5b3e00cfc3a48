"""A face: eyes, nose, mouth, beard."""

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.outline import blob, circle, start
from services.recommender.demo.draw.shades import Rgb, Shades, mix, parse_hex
from services.recommender.demo.people.hair import draw_hair_in_front
from services.recommender.demo.people.head import MIDDLE, Head


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
    draw_hair_in_front(canvas, head)


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
