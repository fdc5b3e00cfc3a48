from pathlib import Path

import pytest
import torch

from tests.unit.training.data.published import cut_off, image, joints, jpeg, person, write, write_coco
from tests.unit.training.toy import options
from training.errors import DataError
from training.pose.data import CANVAS, training_loader, validation_loader

MAIN = joints(
    left_shoulder=(30, 20, 2), right_shoulder=(14, 20, 2), left_hip=(28, 50, 1), right_hip=(16, 50, 2)
)


def write_photos(root: Path, count: int) -> None:
    """COCO with one person in each photo; the first file is cut off."""
    write_coco(
        root,
        [image(number, 80, 96) for number in range(count)],
        [person(number, MAIN, (10, 10, 30, 80)) for number in range(count)],
    )
    for number in range(count):
        photo = jpeg(80, 96, grey=60 + number)
        write(root / f"train2017/{number:012}.jpg", photo if number else cut_off(photo))


@pytest.mark.parametrize("workers", [0, 1])
def test_coco_is_loaded_in_batches_whatever_is_cut_off(tmp_path: Path, workers: int) -> None:
    write_photos(tmp_path, 40)
    loader = training_loader(options(tmp_path, workers=workers), Path("none"), tmp_path)
    batches = list(loader)
    assert 2 <= len(batches) <= 4
    assert all(batch["image"].shape == (8, *CANVAS, 3) for batch in batches)
    assert all(batch["heatmaps"].shape == (8, 19, CANVAS[0] // 8, CANVAS[1] // 8) for batch in batches)


def test_photos_vary_in_training_and_stay_the_same_in_validation(tmp_path: Path) -> None:
    write_photos(tmp_path, 40)
    told = options(tmp_path)
    first, again = (next(iter(validation_loader(told, Path("none"), tmp_path)))["image"] for _ in range(2))
    assert torch.equal(first, again)
    torch.manual_seed(1)
    first = next(iter(training_loader(told, Path("none"), tmp_path)))["image"]
    again = next(iter(training_loader(told, Path("none"), tmp_path)))["image"]
    assert not torch.equal(first, again)
    torch.manual_seed(1)
    assert torch.equal(first, next(iter(training_loader(told, Path("none"), tmp_path)))["image"])


def test_labels_that_were_not_made_yet_are_told_with_the_command_that_makes_them(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="pose label"):
        training_loader(options(tmp_path), tmp_path, None)
