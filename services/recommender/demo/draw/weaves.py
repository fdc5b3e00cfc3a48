"""How a cloth is woven or knitted, as faint lines over its whole area."""

from collections.abc import Callable
from functools import cache

from services.recommender.demo.draw.cloth import Weave
from services.recommender.demo.draw.layers import BOTTOM, LEFT, RIGHT, TOP, Layer
from services.recommender.demo.draw.outline import Outline, start

Line = tuple[float, float, float, float]


def _lines(lines: list[Line]) -> Outline:
    steps = [step for x0, y0, x1, y1 in lines for step in start(x0, y0).line(x1, y1).steps]
    return Outline(tuple(steps))


def _span(first: float, last: float, step: float) -> list[float]:
    """Steps that pass through zero, so that a weave is symmetric about the middle line."""
    return [step * index for index in range(int(first // step), int(last // step) + 1)]


def _smooth() -> list[Layer]:
    return []


def _jersey() -> list[Layer]:
    return [Layer(_lines([(x, TOP, x, BOTTOM) for x in _span(LEFT, RIGHT, 4.0)]), "ink", 0.7, 0.05)]


def _knit() -> list[Layer]:
    """Stocking stitch: columns of small Vs."""
    stitches: list[Line] = []
    for x in _span(LEFT, RIGHT, 9.0):
        for y in _span(TOP, BOTTOM, 8.0):
            stitches += [(x - 3.6, y, x, y + 5.5), (x + 3.6, y, x, y + 5.5)]
    return [Layer(_lines(stitches), "ink", 1.3, 0.22)]


def _cable() -> list[Layer]:
    """Plaited columns with a rib between them."""
    plaits: list[Outline] = []
    ribs: list[Line] = []
    for x in _span(LEFT, RIGHT, 62.0):
        ribs += [(x + dx, TOP, x + dx, BOTTOM) for dx in (-19.0, 19.0, -25.0, 25.0, 31.0)]
        for y in _span(TOP, BOTTOM, 30.0):
            plaits += [
                start(x - 13, y).curve(x - 13, y + 13, x + 13, y + 17, x + 13, y + 30),
                start(x + 13, y).curve(x + 13, y + 9, x + 6, y + 11, x + 3, y + 13),
                start(x - 3, y + 17).curve(x - 6, y + 19, x - 13, y + 21, x - 13, y + 30),
            ]
    twists = Outline(tuple(step for plait in plaits for step in plait.steps))
    return [
        Layer(_lines(ribs), "ink", 1.4, 0.3),
        Layer(twists, "pale", 5.0, 0.55),
        Layer(twists, "ink", 1.7, 0.5),
    ]


def _rib() -> list[Layer]:
    xs = _span(LEFT, RIGHT, 8.0)
    return [
        Layer(_lines([(x, TOP, x, BOTTOM) for x in xs]), "ink", 1.6, 0.28),
        Layer(_lines([(x + 3.5, TOP, x + 3.5, BOTTOM) for x in xs]), "pale", 1.6, 0.35),
    ]


def _denim() -> list[Layer]:
    """Twill: fine diagonals."""
    reach = BOTTOM - TOP
    lines: list[Line] = [(x, BOTTOM, x + reach * 0.6, TOP) for x in _span(LEFT - reach * 0.6, RIGHT, 5.0)]
    return [Layer(_lines(lines), "pale", 1.0, 0.28), Layer(_lines(lines), "ink", 0.6, 0.12)]


def _wool() -> list[Layer]:
    """Herringbone: columns of opposed diagonals."""
    lines: list[Line] = []
    for index, x in enumerate(_span(LEFT, RIGHT, 11.0)):
        lean = 6.0 if index % 2 else -6.0
        lines += [(x, y, x + 11.0, y + lean) for y in _span(TOP, BOTTOM, 5.0)]
    return [Layer(_lines(lines), "pale", 1.0, 0.2)]


def _quilt() -> list[Layer]:
    """Diamond quilting."""
    reach = BOTTOM - TOP
    one: list[Line] = [(x, TOP, x + reach, BOTTOM) for x in _span(LEFT - reach, RIGHT, 40.0)]
    other: list[Line] = [(-x0, y0, -x1, y1) for x0, y0, x1, y1 in one]
    lattice = _lines(one + other)
    return [Layer(lattice, "pale", 6.0, 0.28), Layer(lattice, "ink", 1.6, 0.6)]


def _cord() -> list[Layer]:
    xs = _span(LEFT, RIGHT, 6.0)
    return [
        Layer(_lines([(x, TOP, x, BOTTOM) for x in xs]), "ink", 1.5, 0.32),
        Layer(_lines([(x + 3.0, TOP, x + 3.0, BOTTOM) for x in xs]), "pale", 1.6, 0.3),
    ]


_MAKERS: dict[Weave, Callable[[], list[Layer]]] = {
    "smooth": _smooth,
    "jersey": _jersey,
    "knit": _knit,
    "cable": _cable,
    "rib": _rib,
    "denim": _denim,
    "wool": _wool,
    "quilt": _quilt,
    "cord": _cord,
}


@cache
def weave_layers(weave: Weave) -> tuple[Layer, ...]:
    """The faint lines of a weave, bottom first."""
    return tuple(_MAKERS[weave]())
