import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.pose.decoding import DecodedPerson, decode
from tests.unit.services.pose.drawn_maps import Floats, draw, person_at

WIDTH, HEIGHT = 46, 32


def cells(person: DecodedPerson) -> Floats:
    return person.positions * np.array([WIDTH, HEIGHT], np.float32) - 0.5


@settings(max_examples=25, deadline=None)
@given(st.floats(8, 36), st.floats(5, 7.5))
def test_one_person_is_found_to_a_twentieth_of_a_cell(x: float, y: float) -> None:
    joints = person_at(x, y)
    (person,) = decode(*draw([joints], WIDTH, HEIGHT))
    np.testing.assert_allclose(cells(person), joints, atol=0.05)
    assert person.scores.min() > 0.6
    assert person.scores.max() <= 1


def test_two_overlapping_people_are_kept_apart() -> None:
    people = [person_at(16, 5), person_at(21.3, 6.2)]
    found = decode(*draw(people, WIDTH, HEIGHT))
    assert len(found) == 2
    for joints in people:
        closest = min(found, key=lambda person: float(np.abs(cells(person) - joints).max()))
        np.testing.assert_allclose(cells(closest), joints, atol=0.3)


def test_joints_that_are_missing_stay_missing() -> None:
    joints = person_at(20, 5, left_out=("left_wrist", "right_ankle", "nose"))
    (person,) = decode(*draw([joints], WIDTH, HEIGHT))
    assert np.array_equal(np.isnan(person.positions), np.isnan(joints))
    assert np.array_equal(person.scores == 0, np.isnan(joints[:, 0]))


def test_a_joint_at_the_border_is_found_inside_the_photo() -> None:
    joints = person_at(20, 3.2)
    (person,) = decode(*draw([joints], WIDTH, HEIGHT))
    assert np.nanmin(person.positions) >= 0
    np.testing.assert_allclose(cells(person), joints, atol=0.5)


def test_without_fields_nobody_is_assembled() -> None:
    heatmaps, pafs = draw([person_at(20, 5)], WIDTH, HEIGHT)
    assert decode(heatmaps, np.zeros_like(pafs)) == []


def test_an_empty_map_shows_nobody() -> None:
    assert decode(np.zeros((19, HEIGHT, WIDTH), np.float32), np.zeros((38, HEIGHT, WIDTH), np.float32)) == []


def test_noise_of_any_kind_is_decoded_in_bounded_form() -> None:
    noise = np.random.default_rng(0)
    heatmaps = noise.normal(0, 3, (19, HEIGHT, WIDTH)).astype(np.float32)
    pafs = noise.normal(0, 3, (38, HEIGHT, WIDTH)).astype(np.float32)
    for person in decode(heatmaps, pafs):
        found = person.scores > 0
        assert np.all(person.scores[found] <= 1)
        assert np.all((person.positions[found] >= 0) & (person.positions[found] <= 1))
        assert np.all(np.isnan(person.positions[~found]))


def test_maps_of_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\[19, h, w\] and \[38, h, w\]"):
        decode(np.zeros((18, 4, 4), np.float32), np.zeros((38, 4, 4), np.float32))
