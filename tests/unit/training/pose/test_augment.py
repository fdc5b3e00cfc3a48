import numpy as np
import pytest

from contracts.pose import KEYPOINT_NAMES
from tests.unit.training.pose.people import stick_figure
from training.pose.augment import augmented, cut_above_neck, cut_below_hips, mirrored
from training.pose.labels import Known

LEFT_WRIST, RIGHT_WRIST = KEYPOINT_NAMES.index("left_wrist"), KEYPOINT_NAMES.index("right_wrist")
NOSE, ANKLE = KEYPOINT_NAMES.index("nose"), KEYPOINT_NAMES.index("right_ankle")


def test_mirroring_exchanges_the_sides() -> None:
    example = stick_figure()
    turned = mirrored(example)
    width = example.image.shape[1]
    assert turned.positions[LEFT_WRIST, 0] == pytest.approx(width - 1 - example.positions[RIGHT_WRIST, 0])
    assert turned.positions[NOSE, 0] == pytest.approx(width - 1 - example.positions[NOSE, 0])
    np.testing.assert_array_equal(turned.image, example.image[:, ::-1])


def test_mirroring_twice_changes_nothing() -> None:
    example = stick_figure()
    again = mirrored(mirrored(example))
    np.testing.assert_allclose(again.positions, example.positions, atol=1e-4)
    np.testing.assert_array_equal(again.image, example.image)


def test_legs_cut_off_are_outside() -> None:
    cut = cut_below_hips(stick_figure(), 0.2)
    assert cut.image.shape[0] == 89  # hips at 80, neck at 36: 80 + 0.2 * 44
    assert cut.known[ANKLE] == Known.OUTSIDE
    assert cut.known[NOSE] == Known.PLACE


def test_a_head_cut_off_is_outside_and_the_rest_moves_up() -> None:
    example = stick_figure()
    cut = cut_above_neck(example, 0.1)
    assert cut.known[NOSE] == Known.OUTSIDE
    assert cut.positions[ANKLE, 1] == example.positions[ANKLE, 1] - (160 - cut.image.shape[0])


def test_without_known_hips_nothing_is_cut() -> None:
    example = stick_figure()
    example.known[[KEYPOINT_NAMES.index("left_hip"), KEYPOINT_NAMES.index("right_hip")]] = Known.NOTHING
    assert cut_below_hips(example, 0.2) is example


@pytest.mark.parametrize("seed", range(12))
def test_joints_move_with_the_picture(seed: int) -> None:
    example = stick_figure()
    example.image[:] = 0
    nose = example.positions[NOSE].astype(int)
    example.image[nose[1] - 2 : nose[1] + 3, nose[0] - 2 : nose[0] + 3] = 255
    changed = augmented(example, 160, 96, np.random.default_rng(seed))
    assert changed.image.shape == (160, 96, 3)
    x, y = changed.positions[NOSE]
    if changed.known[NOSE] == Known.PLACE and 4 <= x < 92 and 4 <= y < 156:
        row, column = np.unravel_index(changed.image.mean(axis=2).argmax(), (160, 96))
        patch = changed.image[round(y) - 3 : round(y) + 4, round(x) - 3 : round(x) + 4].mean()
        assert np.hypot(row - y, column - x) < 12 or patch > changed.image.mean() + 20
