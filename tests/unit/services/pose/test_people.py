import numpy as np

from contracts.pose import KEYPOINT_NAMES
from services.pose.decoding import DecodedPerson
from services.pose.fragments import adopt
from services.pose.people import find_people, prominence
from tests.unit.services.pose.drawn_maps import STANDING

WIDTH, HEIGHT = 400, 600
LEGS = ("right_knee", "right_ankle", "left_knee", "left_ankle")


def person(
    x: float, y: float, trunk: float, *, names: tuple[str, ...] = KEYPOINT_NAMES, score: float = 0.6
) -> DecodedPerson:
    """A standing person with the neck at x, y and a trunk in pixels; only the joints in `names`."""
    found = np.array([name in names for name in KEYPOINT_NAMES])
    joints = np.array([STANDING[name] for name in KEYPOINT_NAMES]) - np.array([0, 1])
    positions = (joints * trunk / 9 + np.array([x, y])) / np.array([WIDTH, HEIGHT])
    positions[~found] = np.nan
    return DecodedPerson(positions.astype(np.float32), (found * score).astype(np.float32))


def without(*names: str) -> tuple[str, ...]:
    return tuple(name for name in KEYPOINT_NAMES if name not in names)


def necks(decoded: list[DecodedPerson]) -> list[float]:
    """Where the necks of the people found are, in pixels from the left, the main person's first."""
    people = find_people(decoded, WIDTH, HEIGHT)
    return [round(p.x * WIDTH) for found in people for p in found.keypoints if p.name == "neck"]


def test_of_equals_the_most_central_is_the_main_person() -> None:
    assert necks([person(70, 200, 90), person(210, 200, 90), person(330, 200, 90)])[0] == 210


def test_the_larger_person_is_the_main_one() -> None:
    assert necks([person(200, 200, 40), person(300, 150, 120)]) == [300, 200]


def test_cut_at_the_waist_in_front_beats_a_whole_figure_behind() -> None:
    in_front = person(230, 250, 200, names=without("right_hip", "left_hip", *LEGS))
    assert necks([person(120, 200, 50), in_front])[0] == 230


def test_a_few_stray_joints_do_not_beat_a_person() -> None:
    stray = person(200, 200, 150, names=("neck", "right_shoulder", "right_elbow", "nose"))
    assert prominence(stray, WIDTH, HEIGHT) < prominence(person(200, 200, 100), WIDTH, HEIGHT)


def test_ghosts_are_dropped() -> None:
    limb = person(100, 200, 100, names=("right_shoulder", "right_elbow", "right_wrist"))
    folds = person(200, 200, 100, score=0.1)
    speck = person(300, 200, 5)
    assert find_people([limb, folds, speck], WIDTH, HEIGHT) == []


def test_joints_all_in_one_place_are_nobody() -> None:
    corner = DecodedPerson(np.zeros((18, 2), np.float32), np.full(18, 0.9, np.float32))
    assert find_people([corner], WIDTH, HEIGHT) == []


def test_legs_below_a_skirt_are_given_back_to_their_person() -> None:
    skirt = person(200, 150, 100, names=without(*LEGS))
    shins = [
        person(200, 150, 100, names=("right_knee", "right_ankle")),
        person(200, 150, 100, names=("left_knee", "left_ankle")),
    ]
    people = find_people([*shins, skirt], WIDTH, HEIGHT)
    assert len(people) == 1
    assert [keypoint.name for keypoint in people[0].keypoints] == list(KEYPOINT_NAMES)


def test_legs_of_someone_else_are_not_taken() -> None:
    skirt = person(100, 150, 100, names=without(*LEGS))
    far = person(300, 150, 100, names=("right_knee", "right_ankle"))
    assert len(adopt([skirt, far], WIDTH, HEIGHT)) == 2


def test_a_second_person_is_never_taken_for_a_fragment() -> None:
    assert len(adopt([person(200, 200, 90), person(202, 203, 90)], WIDTH, HEIGHT)) == 2


def test_scores_are_those_of_the_joints_found() -> None:
    (found,) = find_people([person(200, 200, 90, names=without("nose", *LEGS), score=0.5)], WIDTH, HEIGHT)
    assert found.score == 0.5
    assert {keypoint.name for keypoint in found.keypoints} == set(without("nose", *LEGS))
    assert found.regions.lower is not None
    assert found.regions.lower.estimated


def test_a_leg_whose_hip_was_found_twice_brings_what_is_missing() -> None:
    coat = person(200, 150, 100, names=without(*LEGS))
    leg = person(200, 180, 100, names=("right_hip", "right_knee", "right_ankle"))
    (joined,) = adopt([leg, coat], WIDTH, HEIGHT)
    hip, knee = (KEYPOINT_NAMES.index(name) for name in ("right_hip", "right_knee"))
    np.testing.assert_array_equal(joined.positions[hip], coat.positions[hip])
    np.testing.assert_array_equal(joined.positions[knee], leg.positions[knee])
