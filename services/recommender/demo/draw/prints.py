"""Dots, flowers, leaves, hearts and spots."""

import random

from services.recommender.demo.draw import motifs
from services.recommender.demo.draw.layers import (
    Layer,
    lattice,
    scattered,
    together,
)
from services.recommender.demo.draw.outline import Outline, circle


def dots(s: float) -> list[Layer]:
    """Dots in a brick lattice."""
    return [Layer(together([circle(x, y, 6 * s) for x, y, _ in lattice(34 * s, 24 * s)]), "accent")]


def floral(s: float) -> list[Layer]:
    """Blossoms with leaves, loosely strewn."""
    petals: list[Outline] = []
    hearts: list[Outline] = []
    leaves: list[Outline] = []
    small: list[Outline] = []
    for x, y, turn, number in scattered(66 * s, 3):
        if number % 3 == 2:
            small.append(motifs.blossom(x, y, 9 * s, turn))
            leaves.append(motifs.leaf(x, y, 22 * s, turn + 40))
            hearts.append(circle(x, y, 2.4 * s))
            continue
        leaves += [motifs.leaf(x, y, (31 - number % 2 * 4) * s, turn + t) for t in (20, 150, 262)]
        petals.append(motifs.blossom(x, y, (16 + number % 2 * 4) * s, turn))
        hearts.append(circle(x, y, 4.6 * s))
    return [
        Layer(together(leaves), "deep", alpha=0.85),
        Layer(together(petals), "accent"),
        Layer(together(small), "second"),
        Layer(together(hearts), "deep"),
    ]


def ditsy(s: float) -> list[Layer]:
    """Tiny flowers, closely strewn."""
    points = scattered(30 * s, 5)
    return [
        Layer(together([motifs.leaf(x, y, 11 * s, t) for x, y, t, n in points if n % 2]), "deep", alpha=0.8),
        Layer(together([motifs.blossom(x, y, 6.4 * s, t) for x, y, t, _ in points]), "accent"),
        Layer(together([circle(x, y, 1.9 * s) for x, y, _, _ in points]), "second"),
    ]


def leaves(s: float) -> list[Layer]:
    """Fronds in two colours."""
    points = scattered(62 * s, 8)
    big = [motifs.frond(x, y, 54 * s, turn) for x, y, turn, number in points if number % 2]
    other = [motifs.frond(x, y, 44 * s, turn) for x, y, turn, number in points if not number % 2]
    return [Layer(together(big), "accent"), Layer(together(other), "second", alpha=0.9)]


def hearts(s: float) -> list[Layer]:
    """Small hearts in a brick lattice."""
    return [Layer(together([motifs.heart(x, y, 8 * s) for x, y, _ in lattice(46 * s, 34 * s)]), "accent")]


def leopard(s: float) -> list[Layer]:
    """Broken rings round spots."""
    chance = random.Random(11)
    spots: list[Outline] = []
    rings: list[Outline] = []
    for x, y, turn, _ in scattered(29 * s, 13):
        size = chance.uniform(6.5, 9) * s
        spots.append(motifs.pebble(x, y, size * 0.8, turn))
        rings += [motifs.arc(x, y, size, turn + part, 76) for part in (0, 125, 240)]
    return [Layer(together(spots), "accent", alpha=0.8), Layer(together(rings), "second", 4.2 * s)]
