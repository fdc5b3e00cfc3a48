"""UTKFace: aligned, tight face crops with age, gender and race, from our shard or as published."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from training.data.layout import Layout, layout_of, require
from training.data.photos import Photos
from training.data.problems import Problems
from training.data.shards import records
from training.data.split import Part, split_of

Gender = Literal["male", "female"]
GENDERS: tuple[Gender, Gender] = ("male", "female")
_RACES = ("White", "Black", "Asian", "Indian", "other")

SIZE = 150
"""Pixels on a side of a crop in our shard; the published ones have 200 and show as much of the face."""

# Some published names lack the dot before "jpg", or have a space there; those are no less sure.
_NAME = re.compile(r"(?P<stem>(\d{1,3})_([01])_([0-4])_\d+)\s?\.?jpg(?P<chip>\.chip\.jpg)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Face:
    """One face: where it is, age in years, gender and race as its authors labelled them, and its part."""

    file: str
    shard: str
    age: int
    gender: Gender
    race: str
    part: Part


def faces(data: Path | None = None) -> list[Face]:
    """Every face of our shard, or of `data`: a folder of our shards, or the published one.

    Raises:
        DataError: there is no such index, `data` is another data set, or nothing in it is good.
    """
    if data is None or layout_of(data) is Layout.SHARDS:
        return records("utkface", _of_row, data)
    require(data, Layout.UTKFACE)
    problems = Problems("utkface")
    found = of_names((path.relative_to(data) for path in data.rglob("*.[jJ][pP][gG]")), problems)
    problems.conclude(len(found))
    return found


def of_names(paths: Iterable[Path], problems: Problems) -> list[Face]:
    """The faces that file names say, sorted by them; a crop is preferred to the photo that it is from.

    A face is in the same part as its copy in our shard. A name with a field missing or out of range is
    counted as bad (three of the published ones lack one), a second file of one face as repeated.
    """
    found: dict[str, Face] = {}
    for path in sorted(paths, key=lambda path: (".chip." not in path.name, path)):
        name = _NAME.fullmatch(path.name)
        if name is None:
            problems.add("bad name", f"{path}: not [age]_[gender]_[race]_[date].jpg")
        elif name["stem"] in found:
            problems.add("repeated", f"{path}: the same as {found[name['stem']].file}")
        else:
            found[name["stem"]] = Face(
                file=path.name,
                shard=path.parent.as_posix(),
                age=int(name[2]),
                gender=GENDERS[int(name[3])],
                race=_RACES[int(name[4])],
                part=split_of("utkface", f"{name['stem']}.webp"),
            )
    return list(found.values())


def crop_of(photos: Photos, face: Face) -> NDArray[np.uint8]:
    """The crop of a face as uint8 [150, 150, 3] RGB, whatever size its file has."""
    crop = photos.rgb(face.shard, face.file)
    if crop.shape[:2] == (SIZE, SIZE):
        return crop
    return cv2.resize(crop, (SIZE, SIZE), interpolation=cv2.INTER_AREA).astype(np.uint8)


def _of_row(row: dict[str, str]) -> Face:
    return Face(
        file=row["file"],
        shard=row["shard"],
        age=int(row["age"]),
        gender=GENDERS[int(row["gender"])],
        race=_RACES[int(row["race"])],
        part=split_of("utkface", row["file"]),
    )
