"""Patterns of kimonos: waves, hemp leaves, rings, cherry blossom, arrow feathers."""

import math

from services.recommender.demo.draw import motifs
from services.recommender.demo.draw.layers import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Layer,
    lattice,
    scattered,
    steps,
    together,
)
from services.recommender.demo.draw.outline import Outline, circle, polygon, start


def seigaiha(s: float) -> list[Layer]:
    """Waves of the blue sea: overlapping concentric scales."""
    radius = 30 * s
    centres = lattice(radius * 2, radius / 2)

    def rings(share: float) -> Outline:
        return together([motifs.wave_arc(x, y, radius, share) for x, y, _ in centres])

    return [
        Layer(rings(1.0), "accent", 2.4 * s),
        Layer(together([rings(0.74), rings(0.5)]), "accent", 1.9 * s, 0.85),
        Layer(rings(0.28), "second", 1.9 * s, 0.9),
    ]


def asanoha(s: float) -> list[Layer]:
    """Hemp leaves: a star lattice of triangles."""
    return [Layer(motifs.hemp_leaves(LEFT, TOP, RIGHT, BOTTOM, 38 * s), "accent", 2.0 * s, 0.9)]


def shippo(s: float) -> list[Layer]:
    """Seven treasures: interlocking circles."""
    radius = 27 * s
    rings = [circle(x, y, radius) for x, y, _ in lattice(radius * 2, radius)]
    hearts = [motifs.diamond(x, y, 4 * s, 4 * s) for x, y, _ in lattice(radius * 2, radius)]
    return [Layer(together(rings), "accent", 2.0 * s), Layer(together(hearts), "second")]


def sakura(s: float) -> list[Layer]:
    """Cherry blossom in two sizes, with single petals."""
    big: list[Outline] = []
    small: list[Outline] = []
    rays: list[Outline] = []
    for x, y, turn, number in scattered(74 * s, 17):
        size = (24 if number % 2 else 15) * s
        (big if number % 3 else small).append(motifs.cherry(x, y, size, turn))
        rays.append(motifs.rays(x, y, size * 0.45, turn))
        small.append(motifs.leaf(x + 30 * s, y + 16 * s, 10 * s, turn))
    return [
        Layer(together(big), "accent"),
        Layer(together(small), "second"),
        Layer(together(rays), "deep", 1.4 * s, 0.8),
    ]


def yagasuri(s: float) -> list[Layer]:
    """Arrow feathers in staggered columns."""
    w, h = 26 * s, 64 * s
    arrows: list[Outline] = []
    for column, x in enumerate(steps(-w * math.ceil(-LEFT / w), RIGHT, w)):
        for y in steps(TOP - h, BOTTOM, h * 2):
            top = y + (h if column % 2 else 0)
            dip = 15 * s
            arrows += [
                polygon(x + 1, top, x + w / 2, top + dip, x + w / 2, top + h + dip, x + 1, top + h),
                polygon(x + w - 1, top, x + w / 2, top + dip, x + w / 2, top + h + dip, x + w - 1, top + h),
            ]
    return [Layer(together(arrows), "accent")]


def waves(s: float) -> list[Layer]:
    """Rows of gentle waves."""
    lines = []
    for y in steps(TOP, BOTTOM, 26 * s):
        line = start(LEFT, y)
        for index, x in enumerate(steps(LEFT, RIGHT, 40 * s)):
            line = line.quad(x + 20 * s, y + (11 if index % 2 else -11) * s, x + 40 * s, y)
        lines.append(line)
    return [Layer(together(lines), "accent", 3.2 * s)]
