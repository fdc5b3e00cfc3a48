"""DeepFashion, Category and Attribute Prediction: garments with a category, a box and a part, as published.

Liu et al., "DeepFashion: Powering Robust Clothes Recognition and Retrieval with Rich Annotations", CVPR 2016.
For non-commercial research only.
"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from training.data.deepfashion_lists import PixelBox, read_lists
from training.data.layout import Layout, require
from training.data.photos import Folder
from training.data.problems import Problems
from training.data.split import Part


@dataclass(frozen=True, slots=True)
class ListedGarment:
    """One photo as the lists have it.

    `category` is one of DeepFashion's fifty. `box` is x0, y0, x1, y1 in pixels around the garment. `part` is
    its authors' own.
    """

    file: str
    shard: str
    category: str
    box: PixelBox
    part: Part


def listed(data: Path, problems: Problems) -> list[ListedGarment]:
    """Every photo that all lists know, in their order; the photos themselves are not looked for.

    Raises:
        DataError: `data` is another data set, or a list is missing or not as published.
    """
    require(data, Layout.DEEPFASHION)
    lists = read_lists(data, problems)
    root = "Img" if (data / "Img" / "img").is_dir() else ""
    found = []
    for name, category in lists.categories.items():
        if name in lists.boxes and name in lists.parts:
            path = PurePosixPath(root, name)
            place = path.parent.as_posix()
            found.append(ListedGarment(path.name, place, category, lists.boxes[name], lists.parts[name]))
        else:
            problems.add("no box or part", f"{name} is in the list of categories, not in the other two")
    return found


def with_photos(data: Path, garments: list[ListedGarment], problems: Problems) -> list[ListedGarment]:
    """Those that there is a file for; the others are counted."""
    folder = Folder(data)
    found = []
    for garment in garments:
        if folder.has(garment.shard, garment.file):
            found.append(garment)
        else:
            problems.add("missing photo", str(data / garment.shard / garment.file))
    return found
