import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.pose import KEYPOINT_NAMES, KeypointName
from services.pose.joints import FACE
from services.pose.regions import regions_of
from tests.unit.services.pose.bodies import (
    HEIGHT,
    STANDING,
    WIDTH,
    at,
    covers,
    estimates,
    only,
    pixels,
    without,
)


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


def test_without_a_head_in_the_photo_there_is_no_head() -> None:
    cut = {name: joint - at(0, 110) for name, joint in without(*FACE).items()}
    regions = regions_of(cut, WIDTH, HEIGHT)
    assert regions.head is None
    assert covers(regions.upper, at(200, 60))


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
