from pathlib import Path

import numpy as np
import pytest

from contracts.pose import KEYPOINT_NAMES
from training.data.keypoints import JOINTS, SportsPerson
from training.errors import DataError
from training.pose.labels import Known, load_labels, of_sports_person, save_labels


def sports_person() -> SportsPerson:
    visible = np.ones(14, np.bool_)
    visible[JOINTS.index("left_elbow")] = False
    positions = np.arange(28, dtype=np.float32).reshape(14, 2)
    return SportsPerson("im1.webp", "keypoints-0.tar", positions, visible, upright=True, part="train")


def test_joints_keep_their_names() -> None:
    person = sports_person()
    label = of_sports_person(person, np.zeros((0, 2), np.float32))
    knee = label.positions[KEYPOINT_NAMES.index("left_knee")]
    np.testing.assert_array_equal(knee, person.positions[JOINTS.index("left_knee")])
    assert label.known[KEYPOINT_NAMES.index("left_elbow")] == Known.NOTHING
    assert label.known[KEYPOINT_NAMES.index("nose")] == Known.NOTHING
    assert (label.known == Known.PLACE).sum() == 12  # 13 of the 14 are in COCO-18, one of them invisible


def test_labels_survive_their_file(tmp_path: Path) -> None:
    label = of_sports_person(sports_person(), np.array([[1.5, 2.5]], np.float32))
    save_labels(tmp_path / "keypoints.jsonl", [label])
    (read,) = load_labels(tmp_path / "keypoints.jsonl")
    np.testing.assert_array_equal(read.positions, label.positions)
    np.testing.assert_array_equal(read.known, label.known)
    np.testing.assert_array_equal(read.others, label.others)
    assert (read.source, read.file, read.part) == (label.source, label.file, label.part)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"street\.jsonl"):
        load_labels(tmp_path / "street.jsonl")
