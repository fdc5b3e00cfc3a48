from pathlib import Path

import numpy as np
import pytest

from contracts.pose import KEYPOINT_NAMES
from services.pose.task import PoseTask
from serving.errors import ModelRejected
from serving.inference.session import load
from tests.unit.services.pose.drawn_maps import draw, person_at
from tests.unit.services.pose.pose_model import write_pose

HEATMAPS, PAFS = draw([person_at(14, 8)], 30, 46)


def test_a_fitting_file_passes_and_answers_each_photo(tmp_path: Path) -> None:
    models = {"pose": load(write_pose(tmp_path, HEATMAPS, PAFS), threads=1)}
    task = PoseTask()
    task.check(models)
    answers = task.predict(models, [task.sample(), task.sample()])
    assert len(answers) == 2
    for maps in answers:
        np.testing.assert_array_equal(maps.heatmaps, HEATMAPS)
        np.testing.assert_array_equal(maps.pafs, PAFS)
        assert maps.model == "pose@1"


def test_photos_of_one_size_share_a_batch() -> None:
    task = PoseTask()
    assert task.key(task.sample()) == task.key(task.sample())
    assert task.key(task.sample()) != task.key(task.sample()[:-16])


@pytest.mark.parametrize(
    ("heatmaps", "pafs", "labels", "reason"),
    [
        (HEATMAPS[:18], PAFS, KEYPOINT_NAMES, "heatmaps"),
        (HEATMAPS, PAFS[:36], KEYPOINT_NAMES, "pafs"),
        (HEATMAPS, PAFS, KEYPOINT_NAMES[::-1], "labels"),
    ],
)
def test_a_file_of_another_skeleton_is_rejected(
    tmp_path: Path,
    heatmaps: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    pafs: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    labels: tuple[str, ...],
    reason: str,
) -> None:
    model = load(write_pose(tmp_path, heatmaps, pafs, labels), threads=1)
    with pytest.raises(ModelRejected, match=reason):
        PoseTask().check({"pose": model})
