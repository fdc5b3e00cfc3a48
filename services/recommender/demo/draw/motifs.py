"""The small shapes that patterns repeat."""

import math

from services.recommender.demo.draw.outline import Outline, Point, blob, circle, polygon, start


def _at(x: float, y: float, radius: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return (x + radius * math.cos(angle), y + radius * math.sin(angle))


def blossom(x: float, y: float, radius: float, turn: float) -> Outline:
    """Five round petals."""
    petals = [circle(*_at(x, y, radius * 0.58, turn + 72 * k), radius * 0.46) for k in range(5)]
    return Outline(tuple(step for petal in petals for step in petal.steps))


def cherry(x: float, y: float, radius: float, turn: float) -> Outline:
    """A cherry blossom: five petals with a notch each."""
    outline = start(x, y)
    for petal in range(5):
        middle = turn + 72 * petal
        left, right = _at(x, y, radius * 1.02, middle - 13), _at(x, y, radius * 1.02, middle + 13)
        bulge_left, bulge_right = _at(x, y, radius * 0.86, middle - 42), _at(x, y, radius * 0.86, middle + 42)
        notch = _at(x, y, radius * 0.82, middle)
        outline = outline.quad(*bulge_left, *left).line(*notch).line(*right).quad(*bulge_right, x, y)
    return outline.closed()


def rays(x: float, y: float, radius: float, turn: float) -> Outline:
    """The stamens of a cherry blossom."""
    lines = [start(x, y).line(*_at(x, y, radius, turn + 36 + 72 * k)) for k in range(5)]
    return Outline(tuple(step for line in lines for step in line.steps))


def leaf(x: float, y: float, length: float, turn: float) -> Outline:
    """A pointed leaf that grows from `x, y`."""
    tip = _at(x, y, length, turn)
    one, other = _at(x, y, length * 0.6, turn - 32), _at(x, y, length * 0.6, turn + 32)
    return start(x, y).quad(*one, *tip).quad(*other, x, y).closed()


def frond(x: float, y: float, length: float, turn: float) -> Outline:
    """A stem of paired leaves."""
    leaves: list[Outline] = [leaf(*_at(x, y, length * 0.55, turn), length * 0.45, turn)]
    for share in (0.0, 0.2, 0.4):
        foot = _at(x, y, length * share, turn)
        leaves += [leaf(*foot, length * (0.42 - share * 0.3), turn + side) for side in (-48, 48)]
    return Outline(tuple(step for one in leaves for step in one.steps))


def diamond(x: float, y: float, width: float, height: float) -> Outline:
    """A diamond with half axes `width` and `height`."""
    return polygon(x, y - height, x + width, y, x, y + height, x - width, y)


def heart(x: float, y: float, size: float) -> Outline:
    """A heart about two `size` wide."""
    return (
        start(x, y + size)
        .curve(x - size * 1.9, y - size * 0.2, x - size * 0.9, y - size * 1.4, x, y - size * 0.45)
        .curve(x + size * 0.9, y - size * 1.4, x + size * 1.9, y - size * 0.2, x, y + size)
        .closed()
    )


def pebble(x: float, y: float, radius: float, turn: float) -> Outline:
    """A soft uneven spot."""
    return blob([_at(x, y, radius * (0.85 + 0.3 * (k % 2)), turn + 60 * k) for k in range(6)])


def arc(x: float, y: float, radius: float, first: float, sweep: float) -> Outline:
    """Part of a circle from `first` degrees (0 is right, 90 is down), as cubic curves."""
    parts = max(1, math.ceil(abs(sweep) / 90))
    part = math.radians(sweep / parts)
    pull = 4 / 3 * math.tan(part / 4) * radius
    outline = start(*_at(x, y, radius, first))
    for index in range(parts):
        one = math.radians(first) + part * index
        two = one + part
        outline = outline.curve(
            x + radius * math.cos(one) - pull * math.sin(one),
            y + radius * math.sin(one) + pull * math.cos(one),
            x + radius * math.cos(two) + pull * math.sin(two),
            y + radius * math.sin(two) - pull * math.cos(two),
            x + radius * math.cos(two),
            y + radius * math.sin(two),
        )
    return outline


def wave_arc(x: float, y: float, radius: float, share: float) -> Outline:
    """The visible part of a seigaiha ring of radius `share * radius` about `x, y`.

    The scales of the next row, centred half a radius lower and one radius aside, cover the rest; a ring
    stops where it meets their rims (distance `radius` from `x +- radius, y + radius / 2`), and the row
    after that, centred one radius lower, covers what is below its own rim.
    """
    ring = radius * share
    visible = [
        degrees
        for degrees in range(180, 361, 2)
        if all(
            math.hypot(px - cx, py - cy) >= radius
            for (px, py) in [_at(x, y, ring, degrees)]
            for (cx, cy) in ((x - radius, y + radius / 2), (x + radius, y + radius / 2), (x, y + radius))
        )
    ]
    if not visible:
        return Outline(())
    return arc(x, y, ring, visible[0], visible[-1] - visible[0])


def hemp_leaves(left: float, top: float, right: float, bottom: float, side: float) -> Outline:
    """The asanoha lattice: equilateral triangles, each parted from its centre to its corners."""
    height = side * math.sqrt(3) / 2
    lines: list[Outline] = []
    row, y = 0, top
    while y < bottom:
        x = -side * math.ceil(-left / side) - (side / 2 if row % 2 else 0.0)
        lines.append(start(left, y).line(right, y))
        while x < right:
            apex, low = (x, y), y + height
            up = (x, y + height * 2 / 3)
            down = (x + side / 2, y + height / 3)
            lines += [
                start(*apex).line(x - side / 2, low),
                start(*apex).line(x + side / 2, low),
                start(*apex).line(*up),
                start(x - side / 2, low).line(*up),
                start(x + side / 2, low).line(*up),
                start(*apex).line(*down),
                start(x + side, y).line(*down),
                start(x + side / 2, low).line(*down),
            ]
            x += side
        y += height
        row += 1
    return Outline(tuple(step for line in lines for step in line.steps))
