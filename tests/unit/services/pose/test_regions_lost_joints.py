"""People of whom a part is hidden or outside of the photo."""

import pytest

from services.pose.joints import FACE
from services.pose.regions import regions_of
from tests.unit.services.pose.bodies import (
    HEIGHT,
    HIPS,
    LEGS,
    STANDING,
    WIDTH,
    at,
    covers,
    estimates,
    only,
    pixels,
    without,
)


def test_from_behind_the_head_is_estimated() -> None:
    regions = regions_of(without(*FACE), WIDTH, HEIGHT)
    assert estimates(regions) == {"head"}
    assert covers(regions.head, STANDING["nose"])


def test_below_a_face_with_room_the_clothes_are_estimated() -> None:
    regions = regions_of(only(*FACE), WIDTH, HEIGHT)
    assert estimates(regions) == {"upper", "lower", "whole"}
    assert covers(regions.upper, at(200, 170))
    assert covers(regions.lower, at(200, 300))


def test_cut_at_the_waist_there_is_no_lower_garment() -> None:
    regions = regions_of(without(*HIPS, *LEGS), WIDTH, 200)
    assert regions.lower is None
    assert pixels(regions.upper, height=200)[3] == pytest.approx(200)
    assert estimates(regions) == set()


def test_cut_at_the_knees_the_lower_garment_ends_with_the_photo() -> None:
    regions = regions_of(without("right_ankle", "left_ankle"), WIDTH, 320)
    assert pixels(regions.lower, height=320)[3] == pytest.approx(320)
    assert estimates(regions) == set()


def test_legs_lost_under_a_skirt_are_estimated_to_the_floor() -> None:
    regions = regions_of(without(*LEGS), WIDTH, HEIGHT)
    assert estimates(regions) == {"lower", "whole"}
    assert pixels(regions.lower)[3] == pytest.approx(
        pixels(regions_of(STANDING, WIDTH, HEIGHT).lower)[3], abs=5
    )


def test_feet_lost_in_boots_are_estimated_below_the_knees() -> None:
    regions = regions_of(without("right_ankle", "left_ankle"), WIDTH, HEIGHT)
    assert estimates(regions) == {"lower", "whole"}
    assert covers(regions.lower, STANDING["left_ankle"])


def test_one_leg_is_enough() -> None:
    hidden = without("left_hip", "left_knee", "left_ankle")
    regions = regions_of(hidden, WIDTH, HEIGHT)
    whole = pixels(regions_of(STANDING, WIDTH, HEIGHT).lower)
    assert pixels(regions.lower) == pytest.approx(whole, abs=12)


def test_a_hidden_side_is_mirrored() -> None:
    hidden = without(
        "left_shoulder", "left_elbow", "left_wrist", "left_hip", "left_knee", "left_ankle", "left_ear"
    )
    regions = regions_of(hidden, WIDTH, HEIGHT)
    assert covers(regions.upper, STANDING["left_shoulder"], STANDING["left_hip"])
    assert "upper" in estimates(regions)


def test_legs_alone_have_a_lower_garment_and_an_estimated_upper() -> None:
    legs = {name: joint - at(0, 180) for name, joint in only(*HIPS, *LEGS).items()}
    regions = regions_of(legs, WIDTH, HEIGHT)
    assert covers(regions.lower, *legs.values())
    assert estimates(regions) == set()
    assert regions.head is None
