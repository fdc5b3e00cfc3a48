"""Stripes, checks and other woven figures."""

import math

from services.recommender.demo.draw import motifs
from services.recommender.demo.draw.layers import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Layer,
    columns_of,
    lattice,
    rows_of,
    steps,
    together,
)
from services.recommender.demo.draw.outline import Outline, circle, polygon, rectangle, start


def breton(s: float) -> list[Layer]:
    """Narrow horizontal stripes, wide apart."""
    return [Layer(rows_of(26 * s, 8 * s), "accent")]


def stripes(s: float) -> list[Layer]:
    """Even horizontal stripes."""
    return [Layer(rows_of(60 * s, 30 * s), "accent")]


def pinstripe(s: float) -> list[Layer]:
    """Hair lines down the cloth."""
    return [Layer(columns_of(17 * s, 1.5), "accent", alpha=0.75)]


def gingham(s: float) -> list[Layer]:
    """Even checks where half-tone stripes cross."""
    rows, columns = rows_of(32 * s, 16 * s), columns_of(32 * s, 16 * s)
    return [Layer(rows, "accent", alpha=0.5), Layer(columns, "accent", alpha=0.5)]


def plaid(s: float) -> list[Layer]:
    """A tartan: broad and fine stripes, crossed."""
    step = 84 * s
    return [
        Layer(rows_of(step, 30 * s), "accent", alpha=0.5),
        Layer(columns_of(step, 30 * s), "accent", alpha=0.5),
        Layer(rows_of(step, 8 * s, 11 * s), "deep", alpha=0.6),
        Layer(columns_of(step, 8 * s), "deep", alpha=0.6),
        Layer(rows_of(step, 3.5 * s, 54 * s), "second", alpha=0.9),
        Layer(columns_of(step, 3.5 * s, step / 2), "second", alpha=0.9),
    ]


def windowpane(s: float) -> list[Layer]:
    """Thin lines, far apart, crossed."""
    return [
        Layer(rows_of(58 * s, 2.4), "accent", alpha=0.85),
        Layer(columns_of(58 * s, 2.4), "accent", alpha=0.85),
    ]


def houndstooth(s: float) -> list[Layer]:
    """Broken checks with a tooth at each corner."""
    cell = 24 * s
    teeth: list[Outline] = []
    for y in steps(TOP, BOTTOM, cell):
        for x in steps(LEFT, RIGHT, cell):
            h, q = cell / 2, cell / 4
            teeth += [
                rectangle(x, y, x + h, y + h),
                polygon(x + h, y, x + cell, y, x + h + q, y + q, x + h, y + h),
                polygon(x, y + h, x + h, y + h, x + q, y + h + q, x, y + cell),
                polygon(x + h, y + h, x + h, y + h - 0.1, x + h + q, y + h - q + q, x + h, y + h + q),
            ]
    return [Layer(together(teeth), "accent")]


def chevron(s: float) -> list[Layer]:
    """Zigzag rows."""
    half, step = 26 * s, 36 * s
    rows = []
    for y in steps(TOP, BOTTOM, step):
        edge = [(x, y + (half * 0.7 if index % 2 else 0)) for index, x in enumerate(steps(LEFT, RIGHT, half))]
        low = [(x, b + 11 * s) for x, b in reversed(edge)]
        rows.append(polygon(*[n for point in edge + low for n in point]))
    return [Layer(together(rows), "accent")]


def argyle(s: float) -> list[Layer]:
    """Diamonds under a lattice of fine lines."""
    w, h = 34 * s, 48 * s
    centres = lattice(w * 4, h * 2)
    other = [(x + w * 2, y, n) for x, y, n in centres]
    cross = [
        start(x - w, y + h).line(x + w, y - h) + start(x - w, y - h).line(x + w, y + h) for x, y, _ in centres
    ]
    more = [
        start(x - w, y + h).line(x + w, y - h) + start(x - w, y - h).line(x + w, y + h) for x, y, _ in other
    ]
    return [
        Layer(together([motifs.diamond(x, y, w, h) for x, y, _ in centres]), "accent"),
        Layer(together([motifs.diamond(x, y, w, h) for x, y, _ in other]), "deep", alpha=0.7),
        Layer(together(cross + more), "second", 1.6),
    ]


def fair_isle(s: float) -> list[Layer]:
    """Bands of knitted diamonds and dots."""
    accent: list[Outline] = []
    second: list[Outline] = []
    for y in steps(TOP, BOTTOM, 128 * s):
        columns = steps(-24 * s * math.ceil(-LEFT / (24 * s)), RIGHT, 24 * s)
        accent += [rectangle(LEFT, y, RIGHT, y + 4 * s), rectangle(LEFT, y + 56 * s, RIGHT, y + 60 * s)]
        accent += [motifs.diamond(x, y + 30 * s, 9 * s, 15 * s) for x in columns]
        second += [motifs.diamond(x + 12 * s, y + 30 * s, 4 * s, 7 * s) for x in columns]
        second += [motifs.diamond(x, y + 30 * s, 3.2 * s, 5 * s) for x in columns]
        second += [circle(x, y + 88 * s, 3 * s) for x in columns]
        accent += [circle(x + 12 * s, y + 98 * s, 3 * s) for x in columns]
        second += [polygon(x - 6 * s, y + 70 * s, x + 6 * s, y + 70 * s, x, y + 78 * s) for x in columns]
    return [Layer(together(accent), "accent"), Layer(together(second), "second")]


def colour_block(s: float) -> list[Layer]:
    """Second colour below the chest, accent below the waist."""
    chest, waist = 250 * s, 330 * s
    return [
        Layer(rectangle(LEFT, chest, RIGHT, waist), "second"),
        Layer(rectangle(LEFT, waist, RIGHT, BOTTOM), "accent"),
    ]
