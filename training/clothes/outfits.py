"""What the people in the street and attribute photos wear, read by eye.

The data sets' own tags are often wrong: jackets called coat, denim called blazer, garments that nobody wears.
So every photo was looked at again, no network's answer in view (`labels/<source>.csv`), by these rules:
the main person; upper is the outermost garment on the torso; a jacket is outerwear to the hip, a coat longer,
a blazer tailored with lapels; a sweater is knitted; jeans are denim. Where one look at a small picture could
not decide between two kinds the slot is `doubtful`.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from contracts.clothes import SLOTS, Slot
from training.clothes.taxonomy import KINDS
from training.errors import DataError

FOLDER = Path(__file__).parent / "labels"

NOTHING = "none"
"""In the files: nothing of its own is worn there. An empty cell is not known."""


@dataclass(frozen=True, slots=True)
class Outfit:
    """Whether a slot is worn and what in it; what is absent is not known, and `doubtful` is a guess."""

    worn: dict[Slot, bool]
    kinds: dict[Slot, str]
    doubtful: frozenset[Slot]


@cache
def outfits(source: Literal["street", "attributes"]) -> dict[str, Outfit]:
    """The outfit of each photo by its file name; DataError for a cell that is no kind of its slot."""
    path = FOLDER / f"{source}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["file"]: outfit_of(row, f"{path.name}:{line}")
            for line, row in enumerate(csv.DictReader(file), 2)
        }


def outfit_of(row: dict[str, str], place: str) -> Outfit:
    """A row as an outfit; `place` is named in the error."""
    worn: dict[Slot, bool] = {}
    kinds: dict[Slot, str] = {}
    for slot in SLOTS:
        cell = row[slot]
        if cell in KINDS[slot]:
            worn[slot], kinds[slot] = True, cell
        elif cell == NOTHING:
            worn[slot] = False
        elif cell:
            raise DataError(f"{place}: {slot} {cell!r} is none of {', '.join(KINDS[slot])}, {NOTHING}")
    doubtful = frozenset(slot for slot in SLOTS if slot in row["doubtful"].split("|"))
    return Outfit(worn, kinds, doubtful)
