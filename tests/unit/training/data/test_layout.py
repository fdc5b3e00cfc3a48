from pathlib import Path

import pytest

from tests.unit.training.data.published import write, write_coco, write_deepfashion
from training.data.layout import Layout, layout_of, require
from training.errors import DataError


def write_shards(root: Path) -> None:
    write(root / "street/street.csv", "file,shard\n")


def write_utkface(root: Path) -> None:
    write(root / "deep/below/25_0_1_20170116.jpg.chip.jpg", b"")


def write_empty_coco(root: Path) -> None:
    write_coco(root, [], [])


@pytest.mark.parametrize(
    ("make", "layout"),
    [
        (write_shards, Layout.SHARDS),
        (write_utkface, Layout.UTKFACE),
        (write_empty_coco, Layout.COCO),
        (lambda root: write_deepfashion(root, {}), Layout.DEEPFASHION),
        (lambda root: write_deepfashion(root, {}, "Anno_coarse"), Layout.DEEPFASHION),
        (lambda root: write_deepfashion(root, {}, "Anno_fine"), Layout.DEEPFASHION),
    ],
)
def test_a_layout_is_told_by_what_is_there(make: object, layout: Layout, tmp_path: Path) -> None:
    assert callable(make)
    make(tmp_path)
    assert layout_of(tmp_path) is layout
    require(tmp_path, layout)


def test_what_was_looked_for_is_said(tmp_path: Path) -> None:
    write(tmp_path / "holiday.jpg", b"")
    with pytest.raises(DataError, match=r"keypoints_train2017.json .*list_category_cloth.txt .*UTKFace"):
        layout_of(tmp_path)
    with pytest.raises(DataError, match="no folder"):
        layout_of(tmp_path / "absent")


def test_another_data_set_is_refused(tmp_path: Path) -> None:
    write_shards(tmp_path)
    with pytest.raises(DataError, match="laid out as shards; coco is wanted"):
        require(tmp_path, Layout.COCO)
