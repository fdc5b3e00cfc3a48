import numpy as np
import pytest
from numpy.typing import NDArray

from training.clothes.regions import clipped, slot_boxes, visible_share

SHOULDERS, HIPS, KNEES, ANKLES = (5, 6), (11, 12), (13, 14), (15, 16)


def standing() -> NDArray[np.float32]:
    """A person of a torso of 100 pixels, shoulders at y 100, in a photo of 200 x 500 (W x H)."""
    joints = np.zeros((17, 3), np.float32)
    for (left, right), y in ((SHOULDERS, 100), (HIPS, 200), (KNEES, 290), (ANKLES, 380)):
        joints[left] = (120, y, 0.9)
        joints[right] = (80, y, 0.9)
    return joints


def test_boxes_cover_their_joints() -> None:
    boxes = slot_boxes(standing(), 500, 200)
    assert boxes is not None
    assert boxes["upper"] == pytest.approx((0.3, 0.16, 0.7, 0.44), abs=1e-5)  # margins of 0.2 trunks
    assert boxes["lower"][1] < 200 / 500 < boxes["lower"][3]
    assert boxes["lower"][3] > 380 / 500
    assert boxes["whole"] == pytest.approx((0.3, boxes["upper"][1], 0.7, boxes["lower"][3]))


def test_legs_go_on_below_the_frame() -> None:
    joints = standing()
    joints[[*KNEES, *ANKLES], 2] = 0
    boxes = slot_boxes(joints, 220, 200)
    assert boxes is not None
    assert boxes["lower"][3] > 1.5
    assert visible_share(boxes["lower"]) < 0.25


def test_no_torso_no_boxes() -> None:
    joints = standing()
    joints[[*SHOULDERS, *HIPS], 2] = 0.1
    assert slot_boxes(joints, 500, 200) is None
    assert slot_boxes(standing(), 5000, 200) is None  # a figure far too small to read clothes on


def test_clipping_and_the_share_that_is_seen() -> None:
    assert clipped((-0.1, 0.5, 1.2, 1.5)) == (0.0, 0.5, 1.0, 1.0)
    assert visible_share((0.0, 0.5, 1.0, 1.5)) == pytest.approx(0.5)
    assert visible_share((0.0, 1.2, 1.0, 1.5)) == 0.0
