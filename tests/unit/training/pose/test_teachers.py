import numpy as np
import pytest

from contracts.pose import KEYPOINT_NAMES
from tests.unit.training.pose.people import STANDING
from training.pose.labels import Known
from training.pose.teachers import agreed

HEIGHT, WIDTH = 160, 96
COCO_17 = [0, 15, 14, 17, 16, 5, 2, 6, 3, 7, 4, 11, 8, 12, 9, 13, 10]
RIGHT_KNEE = KEYPOINT_NAMES.index("right_knee")
RIGHT_KNEE_17 = COCO_17.index(RIGHT_KNEE)


def teacher(score: float = 0.9) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.column_stack([STANDING[COCO_17], np.full(17, score)]).astype(np.float32)


def test_what_both_see_is_a_label() -> None:
    opinion = agreed(teacher(), teacher(), HEIGHT, WIDTH)
    assert opinion is not None
    positions, known = opinion
    assert (known == Known.PLACE).all()
    np.testing.assert_allclose(positions, STANDING, atol=1e-4)


def test_a_joint_in_dispute_is_unknown() -> None:
    second = teacher()
    second[RIGHT_KNEE_17, 0] += 20  # torso is 44 pixels, the limit a quarter of it
    opinion = agreed(teacher(), second, HEIGHT, WIDTH)
    assert opinion is not None
    assert opinion[1][RIGHT_KNEE] == Known.NOTHING
    assert (opinion[1] == Known.PLACE).sum() == 17


def test_a_joint_that_one_puts_outside_and_the_other_does_not_see_is_outside() -> None:
    first, second = teacher(), teacher()
    first[RIGHT_KNEE_17, 2] = 0.1
    second[RIGHT_KNEE_17, 1] = HEIGHT + 20
    opinion = agreed(first, second, HEIGHT, WIDTH)
    assert opinion is not None
    assert opinion[1][RIGHT_KNEE] == Known.OUTSIDE


def test_a_person_seen_badly_is_dropped() -> None:
    assert agreed(teacher(score=0.4), teacher(), HEIGHT, WIDTH) is None


@pytest.mark.parametrize("shift", [30, 200])
def test_two_different_people_are_dropped(shift: int) -> None:
    second = teacher()
    second[:, 0] += shift
    assert agreed(teacher(), second, HEIGHT, WIDTH + 300) is None
