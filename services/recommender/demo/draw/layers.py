"""The layers of a pattern, and the grids on which patterns repeat."""

import math
import random
from dataclasses import dataclass
from typing import Literal

from services.recommender.demo.draw.outline import Outline, rectangle

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


def steps(first: float, last: float, step: float) -> list[float]:
    """Evenly spaced numbers from `first` to at most `last`."""
    return [first + step * index for index in range(int((last - first) / step) + 1)]


def together(outlines: list[Outline]) -> Outline:
    """Many outlines as one."""
    return Outline(tuple(step for outline in outlines for step in outline.steps))


def rows_of(step: float, height: float, offset: float = 0.0) -> Outline:
    """Horizontal bars."""
    return together([rectangle(LEFT, y, RIGHT, y + height) for y in steps(TOP + offset, BOTTOM, step)])


def columns_of(step: float, width: float, offset: float = 0.0) -> Outline:
    """Vertical bars, symmetric about the middle line."""
    first = -step * math.ceil(-LEFT / step) + offset - width / 2
    return together([rectangle(x, TOP, x + width, BOTTOM) for x in steps(first, RIGHT, step)])


def lattice(dx: float, dy: float) -> list[tuple[float, float, int]]:
    """Points of a brick lattice, with a running number."""
    points: list[tuple[float, float, int]] = []
    for row, y in enumerate(steps(TOP, BOTTOM, dy)):
        first = -dx * math.ceil(-LEFT / dx) + (dx / 2 if row % 2 else 0.0)
        points += [(x, y, row * 7 + column) for column, x in enumerate(steps(first, RIGHT, dx))]
    return points


def scattered(step: float, seed: int) -> list[tuple[float, float, float, int]]:
    """Points that look strewn yet keep their distance: a jittered brick lattice, with a turn in degrees."""
    chance = random.Random(seed)
    return [
        (
            x + chance.uniform(-0.17, 0.17) * step,
            y + chance.uniform(-0.17, 0.17) * step,
            chance.uniform(0, 360),
            number,
        )
        for x, y, number in lattice(step, step * 0.86)
    ]
