"""A limb: a smooth tube through points."""

import math

from services.recommender.demo.draw.outline import Outline, Point, through


def limb(*points: tuple[float, float, float]) -> Outline:
    """A smooth tube through `x, y, half width` points: round where it begins, cut where it ends."""
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y, half) in enumerate(points):
        before, after = points[max(0, index - 1)], points[min(len(points) - 1, index + 1)]
        length = math.hypot(after[0] - before[0], after[1] - before[1]) or 1.0
        nx, ny = -(after[1] - before[1]) / length, (after[0] - before[0]) / length
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    edge = through(*[n for point in left for n in point])
    back = through(*[n for point in reversed(right) for n in point])
    (x0, y0, half), (x1, y1, _) = points[0], points[1]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x0 - x1) / length * half * 4 / 3, (y0 - y1) / length * half * 4 / 3
    end, before = points[-1], points[-2]
    outline = edge.quad(
        end[0] + (end[0] - before[0]) * 0.06, end[1] + (end[1] - before[1]) * 0.06, *right[-1]
    )
    outline = outline.joined(back)
    return outline.curve(
        right[0][0] + dx, right[0][1] + dy, left[0][0] + dx, left[0][1] + dy, *left[0]
    ).closed()


def between(one: Point, other: Point, share: float) -> Point:
    """The point at `share` (0..1) of the way from `one` to `other`."""
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def cut(points: list[tuple[float, float, float]], low: float) -> list[tuple[float, float, float]]:
    """The part of a limb above height `low`, with a new last point there."""
    kept = [point for point in points if point[1] < low - 4]
    below = next((point for point in points if point[1] >= low - 4), points[-1])
    last = kept[-1]
    share = (low - last[1]) / ((below[1] - last[1]) or 1.0)
    x, y, half = (a + (b - a) * share for a, b in zip(last, below, strict=True))
    return [*kept, (x, y, half)]
