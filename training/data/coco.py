"""COCO 2017 keypoints as published: photos of people, their joints, and what is to be ignored.

Lin et al., "Microsoft COCO: Common Objects in Context", ECCV 2014; the format: cocodataset.org, Data format.
The annotations are CC BY 4.0; the photos have the licences of their own that the file lists.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from training.data.layout import COCO_ANNOTATIONS, Layout, require
from training.data.photos import Folder
from training.data.problems import MALFORMED, Problems
from training.data.split import Part, split_of
from training.errors import DataError

FOLDER: Final = "train2017"

GRID: Final = 16
"""Pixels between the points that stand for a region that is ignored."""

_NECK, _RIGHT, _LEFT = (KEYPOINT_NAMES.index(name) for name in ("neck", "right_shoulder", "left_shoulder"))

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CocoPerson:
    """One person, in pixels: positions float32 [18, 2] in the order of KEYPOINT_NAMES, `height` of the box.

    visibility: int8 [18], 0 not labelled (its position means nothing), 1 hidden, 2 seen. COCO has no neck:
    it is the middle of the shoulders, as sure as the less sure of them.
    """

    positions: Floats
    visibility: NDArray[np.int8]
    height: float


@dataclass(frozen=True, slots=True)
class CocoPhoto:
    """One photo: its height in pixels, its people with joints, the tallest first, and what is to be ignored.

    ignored: float32 [n, 2], points in pixels, `GRID` apart, in crowds and in people without joints.
    """

    file: str
    shard: str
    height: int
    people: tuple[CocoPerson, ...]
    ignored: Floats
    part: Part


def people(data: Path) -> list[CocoPhoto]:
    """The photos of train2017 with at least one person whose joints are labelled, in the file's order.

    A photo that is missing and an annotation that is not as documented are counted and left out.

    Raises:
        DataError: `data` is another data set, the file of annotations is broken, or nothing is left.
    """
    require(data, Layout.COCO)
    path, problems, folder = data / COCO_ANNOTATIONS, Problems("coco"), Folder(data)
    images, annotations, names = _read(path)
    of_image = defaultdict(list)
    for annotation in annotations:
        of_image[annotation.get("image_id")].append(annotation)
    found = []
    for place, image in enumerate(images):
        with problems.skipping("bad image", f"{path}: images[{place}]"):
            photo = _photo(image, of_image.pop(image["id"], []), names, path, problems)
            if photo.people and folder.has(photo.shard, photo.file):
                found.append(photo)
            elif photo.people:
                problems.add("missing photo", str(data / photo.shard / photo.file))
    for left in of_image.values():
        problems.add("bad annotation", f"{path}: annotation {left[0].get('id')} is of no image")
    problems.conclude(len(found))
    return found


def _read(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    """Images, annotations, and the names of the 17 joints in the file's order."""
    try:
        content = json.loads(path.read_bytes())
        (person,) = (one for one in content["categories"] if one["name"] == "person")
        return content["images"], content["annotations"], person["keypoints"]
    except MALFORMED as error:
        raise DataError(f"coco: {path} is not a file of COCO keypoints: {error!r}") from error


def _photo(
    image: dict[str, Any], annotations: list[dict[str, Any]], names: list[str], path: Path, problems: Problems
) -> CocoPhoto:
    found: list[CocoPerson] = []
    ignored: list[Floats] = [np.zeros((0, 2), np.float32)]
    for one in annotations:
        with problems.skipping("bad annotation", f"{path}: annotation {one.get('id')}"):
            if one["iscrowd"]:
                ignored.append(_points_of_crowd(one["segmentation"]))
            elif one["num_keypoints"]:
                found.append(_person(one, names))
            else:
                ignored.append(_points_of_box(*one["bbox"]))
    return CocoPhoto(
        file=image["file_name"],
        shard=FOLDER,
        height=image["height"],
        people=tuple(sorted(found, key=lambda person: -person.height)),
        ignored=np.concatenate(ignored),
        part=split_of("coco", image["file_name"]),
    )


def _person(annotation: dict[str, Any], names: list[str]) -> CocoPerson:
    joints = np.array(annotation["keypoints"], np.float32).reshape(len(names), 3)
    positions = np.zeros((len(KEYPOINT_NAMES), 2), np.float32)
    visibility = np.zeros(len(KEYPOINT_NAMES), np.int8)
    for place, name in enumerate(KEYPOINT_NAMES):
        if name in names:
            positions[place], visibility[place] = joints[names.index(name), :2], joints[names.index(name), 2]
    positions[_NECK] = (positions[_RIGHT] + positions[_LEFT]) / 2
    visibility[_NECK] = min(visibility[_RIGHT], visibility[_LEFT])
    return CocoPerson(positions, visibility, float(annotation["bbox"][3]))


def _points_of_crowd(segmentation: dict[str, Any]) -> Floats:
    """Points in a run-length mask: runs of 0 and 1 by turns, 0 first, down one column after another."""
    height, width = segmentation["size"]
    runs = np.array(segmentation["counts"])
    mask = np.repeat(np.arange(len(runs)) % 2, runs).reshape(width, height)
    columns, rows = np.nonzero(mask[GRID // 2 :: GRID, GRID // 2 :: GRID])
    return (np.stack([columns, rows], axis=1) * GRID + GRID // 2).astype(np.float32)


def _points_of_box(left: float, top: float, width: float, height: float) -> Floats:
    """Points in a box, at least its middle."""
    columns, rows = max(1, round(width / GRID)), max(1, round(height / GRID))
    x = left + (np.arange(columns) + 0.5) * width / columns
    y = top + (np.arange(rows) + 0.5) * height / rows
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2).astype(np.float32)
