"""People who do not just stand and face us."""

import pytest

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
    moved,
    pixels,
    without,
)


def test_seen_from_the_side_the_boxes_are_narrow() -> None:
    side = {name: at(200 + (joint[0] - 200) * 0.1, joint[1]) for name, joint in STANDING.items()}
    front, narrow = (pixels(regions_of(joints, WIDTH, HEIGHT).upper) for joints in (STANDING, side))
    assert narrow[2] - narrow[0] < 0.5 * (front[2] - front[0])
    assert narrow[1] == pytest.approx(front[1])


def test_twisted_shoulders_and_hips_are_both_covered() -> None:
    twisted = moved(
        STANDING,
        right_shoulder=at(192, 118),
        left_shoulder=at(208, 122),
        right_hip=at(175, 222),
        left_hip=at(230, 218),
    )
    regions = regions_of(twisted, WIDTH, HEIGHT)
    assert covers(regions.upper, *(twisted[name] for name in ("right_shoulder", "left_shoulder", *HIPS)))
    assert estimates(regions) == set()


def test_raised_arms_take_the_sleeves_along() -> None:
    raised = moved(STANDING, right_elbow=at(150, 70), left_elbow=at(250, 70))
    assert covers(regions_of(raised, WIDTH, HEIGHT).upper, raised["right_elbow"], raised["left_elbow"])


def test_crossed_arms_do_not_change_the_trunk() -> None:
    crossed = moved(STANDING, right_elbow=at(172, 170), left_elbow=at(228, 170))
    upper = pixels(regions_of(crossed, WIDTH, HEIGHT).upper)
    assert upper[0] < 170
    assert upper[2] > 230
    assert upper[1] == pytest.approx(100)
    assert upper[3] == pytest.approx(240)


def test_sitting_the_lower_box_follows_the_legs() -> None:
    sitting = moved(
        STANDING,
        right_knee=at(100, 235),
        left_knee=at(140, 235),
        right_ankle=at(100, 320),
        left_ankle=at(140, 320),
    )
    regions = regions_of(sitting, WIDTH, HEIGHT)
    x0, _, _, y1 = pixels(regions.lower)
    assert x0 < 100
    assert y1 < 350
    assert covers(regions.upper, STANDING["left_hip"])


def test_lying_the_boxes_lie_too() -> None:
    lying = {name: at(joint[1] + 40, 500 - joint[0]) for name, joint in STANDING.items()}
    regions = regions_of(lying, WIDTH + 200, HEIGHT)
    x0, y0, x1, y1 = pixels(regions.lower, WIDTH + 200)
    assert x1 - x0 > 1.5 * (y1 - y0)
    upper = pixels(regions.upper, WIDTH + 200)
    assert upper[0] == pytest.approx(140)
    assert upper[2] == pytest.approx(280)


def test_lying_with_lost_legs_they_are_estimated_along_the_body() -> None:
    lying = {name: at(joint[1] + 40, 500 - joint[0]) for name, joint in without(*LEGS).items()}
    x0, _, x1, _ = pixels(regions_of(lying, WIDTH + 200, HEIGHT).lower, WIDTH + 200)
    assert x1 - x0 > 180


def test_a_trunk_that_leans_our_way_does_not_shrink_the_legs() -> None:
    leaning = moved(without(*LEGS), right_hip=at(180, 150), left_hip=at(220, 150))
    _, y0, _, y1 = pixels(regions_of(leaning, WIDTH, HEIGHT).lower)
    assert y1 - y0 > 100
