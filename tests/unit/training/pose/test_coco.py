from pathlib import Path

import numpy as np

from contracts.pose import KEYPOINT_NAMES
from tests.unit.training.data.published import crowd, image, joints, jpeg, person, write, write_coco
from training.data.photos import photos_of
from training.pose.augment import Example
from training.pose.coco import labels
from training.pose.data import to_item
from training.pose.labels import Known, load_labels, save_labels

MAIN = joints(
    left_shoulder=(30, 20, 2), right_shoulder=(14, 20, 2), left_hip=(28, 50, 1), right_hip=(16, 50, 2)
)
OTHER = joints(nose=(60, 8, 2), left_hip=(62, 40, 1))
LEGS = joints(left_hip=(62, 40, 1), left_knee=(62, 60, 2))


def write_photo(root: Path, *annotations: dict[str, object]) -> None:
    write_coco(root, [image(1, 80, 96)], list(annotations))
    write(root / "train2017/000000000001.jpg", jpeg(80, 96))


def test_the_main_person_is_placed_and_the_others_are_not_judged(tmp_path: Path) -> None:
    write_photo(
        tmp_path,
        person(1, OTHER, (55, 0, 10, 60)),
        person(1, MAIN, (10, 10, 30, 80)),
        crowd(1, (96, 80), [96 * 64, 96 * 16]),
    )
    (label,) = labels(tmp_path)
    assert (label.source, label.shard, label.file) == ("coco", "train2017", "000000000001.jpg")
    known = {name: Known(value) for name, value in zip(KEYPOINT_NAMES, label.known, strict=True) if value}
    assert set(known.values()) == {Known.PLACE}
    assert set(known) == {"neck", "right_shoulder", "left_shoulder", "right_hip", "left_hip"}
    crowded = [[72, y] for y in range(8, 96, 16)]
    assert sorted(label.others.tolist()) == sorted([[60, 8], [62, 40], *crowded])


def test_nothing_is_learnt_in_a_crowd(tmp_path: Path) -> None:
    write_photo(tmp_path, person(1, MAIN, (10, 10, 30, 80)), crowd(1, (96, 80), [96 * 64, 96 * 16]))
    (label,) = labels(tmp_path)
    photo = photos_of(label.source, tmp_path).rgb(label.shard, label.file)
    weights = to_item(Example(photo, label.positions, label.known, label.others))["heatmap_weights"].numpy()
    assert (weights[:, :, 8:] == 0).all()
    assert weights[KEYPOINT_NAMES.index("neck"), 2, 2] == 1


def test_a_taller_one_without_a_trunk_is_not_the_main_person(tmp_path: Path) -> None:
    write_photo(tmp_path, person(1, LEGS, (40, 0, 30, 96)), person(1, MAIN, (10, 10, 30, 80)))
    (label,) = labels(tmp_path)
    assert label.positions[KEYPOINT_NAMES.index("neck")].tolist() == [22, 20]


def test_photos_without_a_main_person_are_left_out(tmp_path: Path) -> None:
    write_photo(tmp_path, person(1, LEGS, (40, 0, 30, 96)))
    assert labels(tmp_path) == []
    write_photo(tmp_path, person(1, MAIN, (10, 10, 30, 20)))
    assert labels(tmp_path) == []


def test_labels_are_kept_between_runs(tmp_path: Path) -> None:
    write_photo(tmp_path, person(1, MAIN, (10, 10, 30, 80)))
    found = labels(tmp_path)
    save_labels(tmp_path / "coco.jsonl", found)
    (kept,) = load_labels(tmp_path / "coco.jsonl")
    assert (kept.file, kept.part) == (found[0].file, found[0].part)
    assert np.array_equal(kept.known, found[0].known)
    assert np.allclose(kept.positions, found[0].positions, atol=0.05)
