"""Hair behind and in front of a face."""

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.outline import Outline, blob, circle, start
from services.recommender.demo.draw.shades import Shades, parse_hex, shades_of
from services.recommender.demo.people.head import MIDDLE, Head


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


def draw_hair_in_front(canvas: Canvas, head: Head) -> None:
    """Fringe, parting and the locks that frame the face."""
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
