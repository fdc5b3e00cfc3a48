import numpy as np
import pytest

from contracts.pose import KEYPOINT_NAMES
from services.pose.decoding import decode
from tests.unit.training.pose.people import STANDING, stick_figure
from training.pose.labels import Known
from training.pose.targets import SIGMA, Targets, make_targets

HEIGHT, WIDTH = 160, 96
NOBODY = np.zeros((0, 2), np.float32)
ALL_PLACED = np.full(18, Known.PLACE, np.int8)
RIGHT_KNEE = KEYPOINT_NAMES.index("right_knee")


def targets_with(joint: int, known: Known) -> Targets:
    changed = ALL_PLACED.copy()
    changed[joint] = known
    return make_targets(STANDING, changed, NOBODY, HEIGHT, WIDTH)


def test_a_joint_is_a_gaussian_around_its_place() -> None:
    positions = STANDING.copy()
    positions[0] = (8 * 5 + 3.5, 8 * 2 + 3.5)  # the centre of cell (5, 2)
    heatmap = make_targets(positions, ALL_PLACED, NOBODY, HEIGHT, WIDTH).heatmaps[0]
    assert heatmap[2, 5] == pytest.approx(1)
    assert heatmap[2, 6] == pytest.approx(np.exp(-(8**2) / (2 * SIGMA**2)))
    assert heatmap.argmax() == 2 * (WIDTH // 8) + 5


def test_the_background_is_what_no_joint_covers() -> None:
    heatmaps = make_targets(STANDING, ALL_PLACED, NOBODY, HEIGHT, WIDTH).heatmaps
    np.testing.assert_allclose(heatmaps[18], 1 - heatmaps[:18].max(axis=0))


def test_a_field_points_along_its_limb_and_only_there() -> None:
    pafs = make_targets(STANDING, ALL_PLACED, NOBODY, HEIGHT, WIDTH).pafs
    x, y = pafs[2], pafs[3]  # right hip to right knee: straight down
    assert y[11, 4] == pytest.approx(1)  # cell (4, 11) is pixel (35.5, 91.5), between (40, 80) and (40, 110)
    assert np.abs(x).max() == 0
    assert not y[:9].any()
    assert not y[:, 7:].any()


def test_the_decoder_reads_the_targets_back() -> None:
    targets = make_targets(STANDING, ALL_PLACED, NOBODY, HEIGHT, WIDTH)
    (person,) = decode(targets.heatmaps, targets.pafs)
    found = person.positions * (WIDTH, HEIGHT) - 0.5
    assert np.hypot(*(found - STANDING)[2:14].T).max() < 2


def test_an_unknown_joint_is_judged_only_far_from_the_person() -> None:
    person = stick_figure()
    known = person.known.copy()
    known[RIGHT_KNEE] = Known.NOTHING
    targets = make_targets(person.positions, known, person.others, 320, 320)
    weights = targets.heatmap_weights[RIGHT_KNEE]
    assert weights[13, 5] == 0
    assert weights[35, 35] == 1
    assert targets.heatmap_weights[0].all()
    assert targets.paf_weights[2].min() == 0  # hip to knee


def test_a_joint_beyond_the_edge_is_an_empty_heatmap_that_counts() -> None:
    targets = targets_with(RIGHT_KNEE, Known.OUTSIDE)
    assert not targets.heatmaps[RIGHT_KNEE].any()
    assert targets.heatmap_weights[RIGHT_KNEE].all()


def test_nothing_is_learnt_around_other_people() -> None:
    other = np.array([[80.0, 20.0]], np.float32)
    targets = make_targets(STANDING, ALL_PLACED, other, HEIGHT, WIDTH)
    assert not targets.heatmap_weights[:, 2, 10].any()
    assert not targets.paf_weights[:, 2, 10].any()
    assert targets.heatmap_weights[:, 12, 2].all()


def test_without_any_label_nothing_near_is_judged() -> None:
    targets = make_targets(STANDING, np.zeros(18, np.int8), NOBODY, HEIGHT, WIDTH)
    assert not targets.heatmap_weights.any()
