"""Outlines: what they are made of, and how they mirror, turn round and join."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.demo.draw.motifs import arc, wave_arc
from services.recommender.demo.draw.outline import Outline, blob, circle, lens, rectangle, start, through

numbers = st.floats(-500, 500, allow_nan=False)
curves = st.lists(st.tuples(*[numbers] * 6), min_size=1, max_size=6)


def curve_of(parts: list[tuple[float, float, float, float, float, float]]) -> Outline:
    outline = start(1.0, 2.0)
    for part in parts:
        outline = outline.curve(*part)
    return outline


def ends(outline: Outline) -> list[tuple[float, ...]]:
    return [point[-2:] for name, point in outline.steps if name != "Z"]


@given(curves)
def test_mirroring_or_reversing_twice_changes_nothing(
    parts: list[tuple[float, float, float, float, float, float]],
) -> None:
    outline = curve_of(parts)
    assert outline.mirrored().mirrored() == outline
    assert outline.reversed().reversed() == outline


@given(curves)
def test_reversed_walks_the_same_points_backwards(
    parts: list[tuple[float, float, float, float, float, float]],
) -> None:
    outline = curve_of(parts)
    assert ends(outline.reversed()) == ends(outline)[::-1]


def test_symmetric_closes_a_half_with_its_mirror_image() -> None:
    whole = start(0, 0).line(10, 0).quad(14, 5, 10, 20).line(0, 20).symmetric()
    points = ends(whole)
    assert sorted(points) == sorted((-x, y) for x, y in points)
    assert whole.steps[-1] == ("Z", ())


def test_moving_a_circle_keeps_its_radius() -> None:
    assert circle(1, 2, 5).moved(10, -1).steps == (("O", (11, 1, 5)),)


def test_through_passes_every_point() -> None:
    assert ends(through(0, 0, 10, 5, 20, -3)) == [(0, 0), (10, 5), (20, -3)]


def test_a_blob_comes_back_to_its_start() -> None:
    outline = blob([(0, 0), (10, 0), (10, 10), (0, 10)])
    assert ends(outline)[0] == ends(outline)[-1] == (0, 0)


def test_a_lens_of_no_length_is_still_drawn() -> None:
    assert all(math.isfinite(n) for _, point in lens(3, 3, 3, 3, 4).steps for n in point)


def test_a_rectangle_needs_pairs_of_numbers() -> None:
    with pytest.raises(ValueError, match="zip"):
        start(0, 0).line(1, 2, 3)
    assert len(ends(rectangle(0, 0, 2, 1))) == 4


@given(st.floats(0, 360), st.floats(1, 360))
def test_an_arc_begins_and_ends_on_its_circle(first: float, sweep: float) -> None:
    for x, y in (ends(arc(3, 4, 10, first, sweep))[0], ends(arc(3, 4, 10, first, sweep))[-1]):
        assert math.hypot(x - 3, y - 4) == pytest.approx(10)


def test_a_wave_ring_ends_where_its_neighbours_cover_it() -> None:
    for share in (1.0, 0.74, 0.5):
        for x, y in ends(wave_arc(0, 0, 30, share)):
            assert math.hypot(x - 30, y - 15) >= 30 - 1e-6
            assert math.hypot(x + 30, y - 15) >= 30 - 1e-6
