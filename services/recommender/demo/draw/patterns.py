"""Printed and woven patterns, as layers of outlines that repeat over more than any piece needs."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from services.recommender.demo.draw import motifs
from services.recommender.demo.draw.cloth import Pattern
from services.recommender.demo.draw.outline import Outline, circle, polygon, rectangle, start

Role = Literal["accent", "second", "deep", "pale", "ink"]
LEFT, TOP, RIGHT, BOTTOM = -380.0, -120.0, 380.0, 800.0
"""The area a pattern covers: the picture and what a turned sleeve reaches beyond it."""


@dataclass(frozen=True)
class Layer:
    """One colour of a pattern: filled where `width` is 0, else drawn as a line of that width."""

    outline: Outline
    role: Role
    width: float = 0.0
    alpha: float = 1.0


def _steps(first: float, last: float, step: float) -> list[float]:
    return [first + step * index for index in range(int((last - first) / step) + 1)]


def _all(outlines: list[Outline]) -> Outline:
    return Outline(tuple(step for outline in outlines for step in outline.steps))


def _rows(step: float, height: float, offset: float = 0.0) -> Outline:
    return _all([rectangle(LEFT, y, RIGHT, y + height) for y in _steps(TOP + offset, BOTTOM, step)])


def _columns(step: float, width: float, offset: float = 0.0) -> Outline:
    """Vertical bars, symmetric about the middle line."""
    first = -step * math.ceil(-LEFT / step) + offset - width / 2
    return _all([rectangle(x, TOP, x + width, BOTTOM) for x in _steps(first, RIGHT, step)])


def _lattice(dx: float, dy: float) -> list[tuple[float, float, int]]:
    """Points of a brick lattice, with a running number."""
    points: list[tuple[float, float, int]] = []
    for row, y in enumerate(_steps(TOP, BOTTOM, dy)):
        first = -dx * math.ceil(-LEFT / dx) + (dx / 2 if row % 2 else 0.0)
        points += [(x, y, row * 7 + column) for column, x in enumerate(_steps(first, RIGHT, dx))]
    return points


def _scattered(step: float, seed: int) -> list[tuple[float, float, float, int]]:
    """Points that look strewn yet keep their distance: a jittered brick lattice, with a turn in degrees."""
    chance = random.Random(seed)
    return [
        (
            x + chance.uniform(-0.17, 0.17) * step,
            y + chance.uniform(-0.17, 0.17) * step,
            chance.uniform(0, 360),
            number,
        )
        for x, y, number in _lattice(step, step * 0.86)
    ]


def _plain(_: float) -> list[Layer]:
    return []


def _breton(s: float) -> list[Layer]:
    return [Layer(_rows(26 * s, 8 * s), "accent")]


def _stripes(s: float) -> list[Layer]:
    return [Layer(_rows(60 * s, 30 * s), "accent")]


def _pinstripe(s: float) -> list[Layer]:
    return [Layer(_columns(17 * s, 1.5), "accent", alpha=0.75)]


def _dots(s: float) -> list[Layer]:
    return [Layer(_all([circle(x, y, 6 * s) for x, y, _ in _lattice(34 * s, 24 * s)]), "accent")]


def _gingham(s: float) -> list[Layer]:
    rows, columns = _rows(32 * s, 16 * s), _columns(32 * s, 16 * s)
    return [Layer(rows, "accent", alpha=0.5), Layer(columns, "accent", alpha=0.5)]


def _plaid(s: float) -> list[Layer]:
    step = 84 * s
    return [
        Layer(_rows(step, 30 * s), "accent", alpha=0.5),
        Layer(_columns(step, 30 * s), "accent", alpha=0.5),
        Layer(_rows(step, 8 * s, 11 * s), "deep", alpha=0.6),
        Layer(_columns(step, 8 * s), "deep", alpha=0.6),
        Layer(_rows(step, 3.5 * s, 54 * s), "second", alpha=0.9),
        Layer(_columns(step, 3.5 * s, step / 2), "second", alpha=0.9),
    ]


def _windowpane(s: float) -> list[Layer]:
    return [
        Layer(_rows(58 * s, 2.4), "accent", alpha=0.85),
        Layer(_columns(58 * s, 2.4), "accent", alpha=0.85),
    ]


def _houndstooth(s: float) -> list[Layer]:
    cell = 24 * s
    teeth: list[Outline] = []
    for y in _steps(TOP, BOTTOM, cell):
        for x in _steps(LEFT, RIGHT, cell):
            h, q = cell / 2, cell / 4
            teeth += [
                rectangle(x, y, x + h, y + h),
                polygon(x + h, y, x + cell, y, x + h + q, y + q, x + h, y + h),
                polygon(x, y + h, x + h, y + h, x + q, y + h + q, x, y + cell),
                polygon(x + h, y + h, x + h, y + h - 0.1, x + h + q, y + h - q + q, x + h, y + h + q),
            ]
    return [Layer(_all(teeth), "accent")]


def _floral(s: float) -> list[Layer]:
    petals: list[Outline] = []
    hearts: list[Outline] = []
    leaves: list[Outline] = []
    small: list[Outline] = []
    for x, y, turn, number in _scattered(66 * s, 3):
        if number % 3 == 2:
            small.append(motifs.blossom(x, y, 9 * s, turn))
            leaves.append(motifs.leaf(x, y, 22 * s, turn + 40))
            hearts.append(circle(x, y, 2.4 * s))
            continue
        leaves += [motifs.leaf(x, y, (31 - number % 2 * 4) * s, turn + t) for t in (20, 150, 262)]
        petals.append(motifs.blossom(x, y, (16 + number % 2 * 4) * s, turn))
        hearts.append(circle(x, y, 4.6 * s))
    return [
        Layer(_all(leaves), "deep", alpha=0.85),
        Layer(_all(petals), "accent"),
        Layer(_all(small), "second"),
        Layer(_all(hearts), "deep"),
    ]


def _ditsy(s: float) -> list[Layer]:
    points = _scattered(30 * s, 5)
    return [
        Layer(_all([motifs.leaf(x, y, 11 * s, t) for x, y, t, n in points if n % 2]), "deep", alpha=0.8),
        Layer(_all([motifs.blossom(x, y, 6.4 * s, t) for x, y, t, _ in points]), "accent"),
        Layer(_all([circle(x, y, 1.9 * s) for x, y, _, _ in points]), "second"),
    ]


def _leaves(s: float) -> list[Layer]:
    points = _scattered(62 * s, 8)
    big = [motifs.frond(x, y, 54 * s, turn) for x, y, turn, number in points if number % 2]
    other = [motifs.frond(x, y, 44 * s, turn) for x, y, turn, number in points if not number % 2]
    return [Layer(_all(big), "accent"), Layer(_all(other), "second", alpha=0.9)]


def _chevron(s: float) -> list[Layer]:
    half, step = 26 * s, 36 * s
    rows = []
    for y in _steps(TOP, BOTTOM, step):
        edge = [
            (x, y + (half * 0.7 if index % 2 else 0)) for index, x in enumerate(_steps(LEFT, RIGHT, half))
        ]
        low = [(x, b + 11 * s) for x, b in reversed(edge)]
        rows.append(polygon(*[n for point in edge + low for n in point]))
    return [Layer(_all(rows), "accent")]


def _argyle(s: float) -> list[Layer]:
    w, h = 34 * s, 48 * s
    lattice = _lattice(w * 4, h * 2)
    other = [(x + w * 2, y, n) for x, y, n in lattice]
    cross = [
        start(x - w, y + h).line(x + w, y - h) + start(x - w, y - h).line(x + w, y + h) for x, y, _ in lattice
    ]
    more = [
        start(x - w, y + h).line(x + w, y - h) + start(x - w, y - h).line(x + w, y + h) for x, y, _ in other
    ]
    return [
        Layer(_all([motifs.diamond(x, y, w, h) for x, y, _ in lattice]), "accent"),
        Layer(_all([motifs.diamond(x, y, w, h) for x, y, _ in other]), "deep", alpha=0.7),
        Layer(_all(cross + more), "second", 1.6),
    ]


def _fair_isle(s: float) -> list[Layer]:
    accent: list[Outline] = []
    second: list[Outline] = []
    for y in _steps(TOP, BOTTOM, 128 * s):
        columns = _steps(-24 * s * 16, RIGHT, 24 * s)
        accent += [rectangle(LEFT, y, RIGHT, y + 4 * s), rectangle(LEFT, y + 56 * s, RIGHT, y + 60 * s)]
        accent += [motifs.diamond(x, y + 30 * s, 9 * s, 15 * s) for x in columns]
        second += [motifs.diamond(x + 12 * s, y + 30 * s, 4 * s, 7 * s) for x in columns]
        second += [motifs.diamond(x, y + 30 * s, 3.2 * s, 5 * s) for x in columns]
        second += [circle(x, y + 88 * s, 3 * s) for x in columns]
        accent += [circle(x + 12 * s, y + 98 * s, 3 * s) for x in columns]
        second += [polygon(x - 6 * s, y + 70 * s, x + 6 * s, y + 70 * s, x, y + 78 * s) for x in columns]
    return [Layer(_all(accent), "accent"), Layer(_all(second), "second")]


def _colour_block(s: float) -> list[Layer]:
    chest, waist = 250 * s, 330 * s
    return [
        Layer(rectangle(LEFT, chest, RIGHT, waist), "second"),
        Layer(rectangle(LEFT, waist, RIGHT, BOTTOM), "accent"),
    ]


def _hearts(s: float) -> list[Layer]:
    return [Layer(_all([motifs.heart(x, y, 8 * s) for x, y, _ in _lattice(46 * s, 34 * s)]), "accent")]


def _leopard(s: float) -> list[Layer]:
    chance = random.Random(11)
    spots: list[Outline] = []
    rings: list[Outline] = []
    for x, y, turn, _ in _scattered(29 * s, 13):
        size = chance.uniform(6.5, 9) * s
        spots.append(motifs.pebble(x, y, size * 0.8, turn))
        rings += [motifs.arc(x, y, size, turn + part, 76) for part in (0, 125, 240)]
    return [Layer(_all(spots), "accent", alpha=0.8), Layer(_all(rings), "second", 4.2 * s)]


def _seigaiha(s: float) -> list[Layer]:
    radius = 30 * s
    centres = _lattice(radius * 2, radius / 2)

    def rings(share: float) -> Outline:
        return _all([motifs.wave_arc(x, y, radius, share) for x, y, _ in centres])

    return [
        Layer(rings(1.0), "accent", 2.4 * s),
        Layer(_all([rings(0.74), rings(0.5)]), "accent", 1.9 * s, 0.85),
        Layer(rings(0.28), "second", 1.9 * s, 0.9),
    ]


def _asanoha(s: float) -> list[Layer]:
    return [Layer(motifs.hemp_leaves(LEFT, TOP, RIGHT, BOTTOM, 38 * s), "accent", 2.0 * s, 0.9)]


def _shippo(s: float) -> list[Layer]:
    radius = 27 * s
    rings = [circle(x, y, radius) for x, y, _ in _lattice(radius * 2, radius)]
    hearts = [motifs.diamond(x, y, 4 * s, 4 * s) for x, y, _ in _lattice(radius * 2, radius)]
    return [Layer(_all(rings), "accent", 2.0 * s), Layer(_all(hearts), "second")]


def _sakura(s: float) -> list[Layer]:
    big: list[Outline] = []
    small: list[Outline] = []
    rays: list[Outline] = []
    for x, y, turn, number in _scattered(74 * s, 17):
        size = (24 if number % 2 else 15) * s
        (big if number % 3 else small).append(motifs.cherry(x, y, size, turn))
        rays.append(motifs.rays(x, y, size * 0.45, turn))
        small.append(motifs.leaf(x + 30 * s, y + 16 * s, 10 * s, turn))
    return [
        Layer(_all(big), "accent"),
        Layer(_all(small), "second"),
        Layer(_all(rays), "deep", 1.4 * s, 0.8),
    ]


def _yagasuri(s: float) -> list[Layer]:
    w, h = 26 * s, 64 * s
    arrows: list[Outline] = []
    for column, x in enumerate(_steps(-w * 15, RIGHT, w)):
        for y in _steps(TOP - h, BOTTOM, h * 2):
            top = y + (h if column % 2 else 0)
            dip = 15 * s
            arrows += [
                polygon(x + 1, top, x + w / 2, top + dip, x + w / 2, top + h + dip, x + 1, top + h),
                polygon(x + w - 1, top, x + w / 2, top + dip, x + w / 2, top + h + dip, x + w - 1, top + h),
            ]
    return [Layer(_all(arrows), "accent")]


def _waves(s: float) -> list[Layer]:
    lines = []
    for y in _steps(TOP, BOTTOM, 26 * s):
        line = start(LEFT, y)
        for index, x in enumerate(_steps(LEFT, RIGHT, 40 * s)):
            line = line.quad(x + 20 * s, y + (11 if index % 2 else -11) * s, x + 40 * s, y)
        lines.append(line)
    return [Layer(_all(lines), "accent", 3.2 * s)]


_MAKERS: dict[Pattern, Callable[[float], list[Layer]]] = {
    "plain": _plain,
    "breton": _breton,
    "stripes": _stripes,
    "pinstripe": _pinstripe,
    "dots": _dots,
    "gingham": _gingham,
    "plaid": _plaid,
    "windowpane": _windowpane,
    "houndstooth": _houndstooth,
    "floral": _floral,
    "ditsy": _ditsy,
    "leaves": _leaves,
    "chevron": _chevron,
    "argyle": _argyle,
    "fair isle": _fair_isle,
    "colour block": _colour_block,
    "hearts": _hearts,
    "leopard": _leopard,
    "seigaiha": _seigaiha,
    "asanoha": _asanoha,
    "shippo": _shippo,
    "sakura": _sakura,
    "yagasuri": _yagasuri,
    "waves": _waves,
}


@cache
def pattern_layers(pattern: Pattern, scale: float) -> tuple[Layer, ...]:
    """The layers of a pattern, bottom first; `scale` 1 is the size for a top."""
    return tuple(_MAKERS[pattern](scale))
