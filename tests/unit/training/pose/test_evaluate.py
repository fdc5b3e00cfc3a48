import numpy as np
import pytest

from contracts.pose import KEYPOINT_NAMES
from tests.unit.training.pose.people import STANDING, stick_figure
from training.pose.evaluate import judge
from training.pose.labels import Known

TORSO = 44.0  # pixels, of the stick figure
RIGHT_KNEE = KEYPOINT_NAMES.index("right_knee")


def found(
    positions: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.column_stack([positions, np.ones(18)]).astype(np.float32)


def test_the_twelve_body_joints_count() -> None:
    assert judge(found(STANDING), stick_figure()) == (12, 12)


@pytest.mark.parametrize(("torsos", "right"), [(0.19, 12), (0.21, 11)])
def test_a_joint_is_right_within_a_fifth_of_the_torso(torsos: float, right: int) -> None:
    joints = found(STANDING)
    joints[RIGHT_KNEE, 0] += torsos * TORSO
    assert judge(joints, stick_figure()) == (right, 12)


def test_a_joint_that_is_not_reported_is_wrong() -> None:
    joints = found(STANDING)
    joints[RIGHT_KNEE, 2] = 0
    assert judge(joints, stick_figure()) == (11, 12)


def test_nobody_found_is_all_wrong() -> None:
    assert judge(None, stick_figure()) == (0, 12)


def test_only_labelled_joints_count() -> None:
    person = stick_figure()
    person.known[RIGHT_KNEE] = Known.NOTHING
    assert judge(found(STANDING), person) == (11, 11)


def test_without_a_torso_there_is_nothing_to_measure_by() -> None:
    person = stick_figure()
    person.known[KEYPOINT_NAMES.index("left_hip")] = Known.OUTSIDE
    assert judge(found(STANDING), person) is None
