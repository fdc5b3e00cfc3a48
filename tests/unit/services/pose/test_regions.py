import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.pose import KEYPOINT_NAMES, KeypointName, Region, Regions
from services.pose.joints import FACE, Joints, Point
from services.pose.regions import regions_of

WIDTH, HEIGHT = 400, 600
LEGS: tuple[KeypointName, ...] = ("right_knee", "left_knee", "right_ankle", "left_ankle")
HIPS: tuple[KeypointName, ...] = ("right_hip", "left_hip")


def at(x: float, y: float) -> Point:
    return np.array([x, y], np.float64)


STANDING: Joints = {
    "nose": at(200, 78),
    "neck": at(200, 120),
    "right_shoulder": at(170, 120),
    "right_elbow": at(160, 175),
    "right_wrist": at(158, 220),
    "left_shoulder": at(230, 120),
    "left_elbow": at(240, 175),
    "left_wrist": at(242, 220),
    "right_hip": at(180, 220),
    "right_knee": at(180, 305),
    "right_ankle": at(180, 390),
    "left_hip": at(220, 220),
    "left_knee": at(220, 305),
    "left_ankle": at(220, 390),
    "right_eye": at(194, 69),
    "left_eye": at(206, 69),
    "right_ear": at(186, 71),
    "left_ear": at(214, 71),
}
"""Facing us: trunk 100 pixels."""


def without(*names: KeypointName) -> Joints:
    return {name: joint for name, joint in STANDING.items() if name not in names}


def only(*names: KeypointName) -> Joints:
    return {name: STANDING[name] for name in names}


def moved(joints: Joints, **places: Point) -> Joints:
    return {**joints, **{name: places[name] for name in KEYPOINT_NAMES if name in places}}


def pixels(
    region: Region | None, width: int = WIDTH, height: int = HEIGHT
) -> tuple[float, float, float, float]:
    assert region is not None
    x0, y0, x1, y1 = region.box
    return (x0 * width, y0 * height, x1 * width, y1 * height)


def covers(region: Region | None, *points: Point) -> bool:
    x0, y0, x1, y1 = pixels(region)
    return all(x0 < x < x1 and y0 < y < y1 for x, y in points)


def estimates(regions: Regions) -> set[str]:
    return {name for name, region in regions if region is not None and region.estimated}


def test_a_standing_person_has_four_measured_regions() -> None:
    regions = regions_of(STANDING, WIDTH, HEIGHT)
    assert estimates(regions) == set()
    assert covers(regions.head, *(STANDING[name] for name in FACE))
    assert covers(regions.upper, *only("right_shoulder", "left_elbow", "right_hip").values())
    assert covers(regions.lower, *only("right_hip", "left_knee", "right_ankle").values())
    assert covers(regions.whole, *only("right_shoulder", "left_elbow", "right_ankle").values())


def test_upper_ends_and_lower_begins_about_the_hips() -> None:
    regions = regions_of(STANDING, WIDTH, HEIGHT)
    assert pixels(regions.upper)[3] == pytest.approx(240)
    assert pixels(regions.lower)[1] == pytest.approx(205)
    assert pixels(regions.head)[3] <= pixels(regions.upper)[1] + 10


def test_the_head_runs_from_chin_to_crown_with_the_eyes_half_way() -> None:
    x0, y0, x1, y1 = pixels(regions_of(STANDING, WIDTH, HEIGHT).head)
    assert (y0 + y1) / 2 == pytest.approx(69, abs=2)
    assert (x0 + x1) / 2 == pytest.approx(200, abs=1)
    assert y1 - y0 == pytest.approx(45, rel=0.15)  # 0.130 of a stature of 347 pixels


def test_from_behind_the_head_is_estimated() -> None:
    regions = regions_of(without(*FACE), WIDTH, HEIGHT)
    assert estimates(regions) == {"head"}
    assert covers(regions.head, STANDING["nose"])


def test_ears_alone_are_a_head_that_was_seen() -> None:
    regions = regions_of(without("nose", "right_eye", "left_eye"), WIDTH, HEIGHT)
    assert estimates(regions) == set()
    assert covers(regions.head, STANDING["nose"])


def test_of_a_face_close_up_there_is_only_the_head() -> None:
    scale = 8
    face = {name: (STANDING[name] - at(200, 75)) * scale + at(200, 300) for name in FACE}
    regions = regions_of(face, WIDTH, HEIGHT)
    assert covers(regions.head, *face.values())
    assert regions.lower is None
    assert regions.upper is None
    assert regions.whole is None


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


def test_without_a_head_in_the_photo_there_is_no_head() -> None:
    cut = {name: joint - at(0, 110) for name, joint in without(*FACE).items()}
    regions = regions_of(cut, WIDTH, HEIGHT)
    assert regions.head is None
    assert covers(regions.upper, at(200, 60))


def test_legs_alone_have_a_lower_garment_and_an_estimated_upper() -> None:
    legs = {name: joint - at(0, 180) for name, joint in only(*HIPS, *LEGS).items()}
    regions = regions_of(legs, WIDTH, HEIGHT)
    assert covers(regions.lower, *legs.values())
    assert estimates(regions) == set()
    assert regions.head is None


def test_a_trunk_that_leans_our_way_does_not_shrink_the_legs() -> None:
    leaning = moved(without(*LEGS), right_hip=at(180, 150), left_hip=at(220, 150))
    _, y0, _, y1 = pixels(regions_of(leaning, WIDTH, HEIGHT).lower)
    assert y1 - y0 > 100


def test_nobody_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one joint"):
        regions_of({}, WIDTH, HEIGHT)


places = st.tuples(st.floats(0, 1), st.floats(0, 1))


@given(
    st.dictionaries(st.sampled_from(KEYPOINT_NAMES), places, min_size=1),
    st.integers(1, 5000),
    st.integers(1, 5000),
)
def test_whatever_is_found_regions_are_ordered_inside_and_never_empty(
    found: dict[KeypointName, tuple[float, float]], width: int, height: int
) -> None:
    joints = {name: at(x * width, y * height) for name, (x, y) in found.items()}
    for _, region in regions_of(joints, width, height):
        if region is not None:
            x0, y0, x1, y1 = region.box
            assert 0 <= x0 < x1 <= 1
            assert 0 <= y0 < y1 <= 1
