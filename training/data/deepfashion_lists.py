"""The three facts about each photo of DeepFashion (category, box, part), from either form of its lists.

`Anno/` or `Anno_coarse/`: one list of all photos for each fact. `Anno_fine/`: for each of train, val and test
a list of names and one for each fact, line by line, of 20,000 photos.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from training.data.layout import DEEPFASHION_ANNOTATIONS, DEEPFASHION_CATEGORIES
from training.data.listing import read_lines, read_list
from training.data.problems import Problems
from training.data.split import Part
from training.errors import DataError

PARTITIONS: Final = "Eval/list_eval_partition.txt"
_PARTS: Final[dict[str, Part]] = {"train": "train", "val": "validation", "test": "test"}

PixelBox = tuple[int, int, int, int]


class Lists(NamedTuple):
    """By image name: the category's name, the box x0, y0, x1, y1 in pixels, the authors' own part."""

    categories: dict[str, str]
    boxes: dict[str, PixelBox]
    parts: dict[str, Part]


def read_lists(data: Path, problems: Problems) -> Lists:
    """All that the lists under `data` say; bad rows are counted.

    Raises:
        DataError: a list is missing or not as published.
    """
    folder = next(
        (data / name for name in DEEPFASHION_ANNOTATIONS if (data / name / DEEPFASHION_CATEGORIES).is_file()),
        data / DEEPFASHION_ANNOTATIONS[0],
    )
    category = _named(_category_names(folder / DEEPFASHION_CATEGORIES))
    if (folder / "train_cate.txt").is_file() and not (folder / "list_category_img.txt").is_file():
        return _fine(folder, category, problems)
    return Lists(
        read_list(folder / "list_category_img.txt", 1, category, problems),
        read_list(folder / "list_bbox.txt", 4, _box, problems),
        read_list(data / PARTITIONS, 1, _part, problems),
    )


def _fine(folder: Path, category: Callable[[list[str]], str], problems: Problems) -> Lists:
    lists = Lists({}, {}, {})
    for word, part in _PARTS.items():
        names, numbers, boxes = (_lines(folder / f"{word}{fact}.txt") for fact in ("", "_cate", "_bbox"))
        if not len(names) == len(numbers) == len(boxes):
            raise DataError(
                f"deepfashion: {folder}: {word}.txt has {len(names)} lines, {word}_cate.txt {len(numbers)}, "
                f"{word}_bbox.txt {len(boxes)}"
            )
        for line, (name, number, box) in enumerate(zip(names, numbers, boxes, strict=True), 1):
            with problems.skipping("bad row", f"{folder / word}*.txt:{line}"):
                lists.categories[name], lists.boxes[name] = category(number.split()), _box(box.split())
                lists.parts[name] = part
    return lists


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        raise DataError(f"deepfashion: no file {path}")
    return path.read_text(encoding="utf-8").splitlines()


def _category_names(path: Path) -> list[str]:
    """The fifty names in the order that their numbers, from 1, refer to."""
    said, lines = read_lines(path)
    # A row lost here would shift the names of all that follow.
    if said != len(lines):
        raise DataError(f"deepfashion: {path}:1: says {said} categories, has {len(lines)}")
    return [line.split()[0] for line in lines]


def _named(names: list[str]) -> Callable[[list[str]], str]:
    """The parser of a category's number."""

    def category(values: list[str]) -> str:
        (number,) = map(int, values)
        if not 1 <= number <= len(names):
            raise ValueError(f"category {number} is not in 1..{len(names)}")
        return names[number - 1]

    return category


def _box(values: list[str]) -> PixelBox:
    x0, y0, x1, y1 = map(int, values)
    if not (0 <= x0 < x1 and 0 <= y0 < y1):
        raise ValueError(f"box {x0} {y0} {x1} {y1} is empty or begins outside of the photo")
    return x0, y0, x1, y1


def _part(values: list[str]) -> Part:
    if values[0] not in _PARTS:
        raise ValueError(f"partition {values[0]!r} is none of {', '.join(_PARTS)}")
    return _PARTS[values[0]]
