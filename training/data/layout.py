"""Telling by what is in a folder which data set it is."""

from enum import Enum
from pathlib import Path

from training.errors import DataError

COCO_ANNOTATIONS = "annotations/person_keypoints_train2017.json"
DEEPFASHION_ANNOTATIONS = ("Anno", "Anno_coarse", "Anno_fine")
"""The folder's name in the first and in the later downloads; the last knows 20,000 of the photos only."""
DEEPFASHION_CATEGORIES = "list_category_cloth.txt"
UTKFACE_NAMES = "[0-9]*_[0-9]*_*.jpg"


class Layout(Enum):
    """How a folder of data is laid out."""

    SHARDS = "shards"
    """`<source>/<source>.csv`, with uncompressed tar or zip shards beside it."""
    UTKFACE = "utkface"
    """`[age]_[gender]_[race]_[date].jpg`, in folders or not."""
    DEEPFASHION = "deepfashion"
    """DeepFashion, Category and Attribute Prediction: `Anno/`, `Eval/`, `Img/`."""
    COCO = "coco"
    """COCO 2017 keypoints: `annotations/`, `train2017/`."""


def layout_of(path: Path) -> Layout:
    """The layout of the data in `path`; DataError if there is no such folder or it has none that is known."""
    if not path.is_dir():
        raise DataError(f"data: no folder {path}")
    if any((folder / f"{folder.name}.csv").is_file() for folder in path.iterdir()):
        return Layout.SHARDS
    if (path / COCO_ANNOTATIONS).is_file():
        return Layout.COCO
    if any((path / folder / DEEPFASHION_CATEGORIES).is_file() for folder in DEEPFASHION_ANNOTATIONS):
        return Layout.DEEPFASHION
    if next(path.rglob(UTKFACE_NAMES), None):
        return Layout.UTKFACE
    raise DataError(
        f"data: {path} has no layout that is known; looked for <source>/<source>.csv (our shards), "
        f"{COCO_ANNOTATIONS} (COCO), {DEEPFASHION_ANNOTATIONS[0]}/{DEEPFASHION_CATEGORIES} (DeepFashion), "
        "[age]_[gender]_[race]_[date].jpg (UTKFace)"
    )


def require(path: Path, layout: Layout) -> None:
    """DataError unless `path` has that layout."""
    if (found := layout_of(path)) is not layout:
        raise DataError(f"data: {path} is laid out as {found.value}; {layout.value} is wanted here")
