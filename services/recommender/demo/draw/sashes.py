"""Belts with a buckle, sashes with a knot."""

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import rectangle, start


def belt(
    canvas: Canvas,
    cloth: Cloth,
    y: float,
    half: float,
    height: float = 22.0,
    buckle: bool = True,
    dip: float = 4.0,
) -> None:
    """A belt round the waist, with a buckle or a knot."""
    strap = (
        start(-half, y)
        .quad(0, y + dip * 2, half, y)
        .line(half, y + height)
        .quad(0, y + height + dip * 2, -half, y + height)
        .closed()
    )
    canvas.shade(strap.moved(0, 5), cloth, 0.9, blur=4)
    canvas.piece(strap, cloth)
    middle = y + height / 2 + dip
    if buckle:
        frame = rectangle(-17, middle - height * 0.68, 17, middle + height * 0.68)
        canvas.shade(frame.moved(1, 3), cloth, 1.0, blur=2.5)
        canvas.stroke(frame, (0.36, 0.27, 0.16), 6.4)
        canvas.stroke(frame, (0.83, 0.7, 0.44), 4.2)
        canvas.stroke(start(-16, middle).line(10, middle), (0.83, 0.7, 0.44), 3.4)
    else:
        tie(canvas, cloth, 0, middle, height)


def tie(canvas: Canvas, cloth: Cloth, x: float, y: float, size: float = 22.0, length: float = 4.2) -> None:
    """A knotted sash: two tails and a knot."""
    for side in (1.0, -0.7):
        tail = (
            start(x, y)
            .quad(x + side * size * 0.5, y + size * length * 0.4, x + side * size * 0.9, y + size * length)
            .line(x + side * size * 1.9, y + size * (length - 0.35))
            .quad(x + side * size * 1.1, y + size * length * 0.3, x + side * size * 0.4, y - 2)
            .closed()
        )
        canvas.shade(tail.moved(1, 4), cloth, 0.9, blur=3.5)
        canvas.piece(tail, cloth)
    for side in (1.0, -1.0):
        loop = (
            start(x, y)
            .curve(
                x + side * size * 0.6,
                y - size * 1.1,
                x + side * size * 2.3,
                y - size * 0.9,
                x + side * size * 2.1,
                y + size * 0.05,
            )
            .curve(x + side * size * 1.9, y + size * 0.8, x + side * size * 0.7, y + size * 0.5, x, y)
            .closed()
        )
        canvas.shade(loop.moved(1, 4), cloth, 0.8, blur=3)
        canvas.piece(loop, cloth)
        canvas.fold(x + side * size * 0.3, y, x + side * size * 1.5, y - size * 0.15, cloth, 2.5)
    knot = start(x - size * 0.4, y - size * 0.45).quad(x, y - size * 0.62, x + size * 0.4, y - size * 0.45)
    knot = knot.quad(x + size * 0.52, y, x + size * 0.36, y + size * 0.5).quad(
        x, y + size * 0.62, x - size * 0.36, y + size * 0.5
    )
    canvas.piece(knot.quad(x - size * 0.52, y, x - size * 0.4, y - size * 0.45).closed(), cloth)
