"""Clothing Co-Parsing: full-length street photos with garment tags, some with a per-pixel mask."""

import json
from dataclasses import dataclass
from pathlib import Path

from training.data.shards import records
from training.data.split import Part, split_of

Box = tuple[int, int, int, int]

JUMPSUITS = frozenset(
    [
        "0024",
        "0404",
        "0439",
        "0599",
        "0740",
        "0841",
        "0982",
        "1044",
        "1047",
        "1102",
        "1272",
        "1331",
        "1442",
        "1574",
        "1633",
        "1739",
        "1762",
        "1834",
        "1847",
        "1980",
        "2064",
        "0170",
        "0955",
        "1258",
        "1615",
    ]
)
"""Photos tagged `romper` that show a jumpsuit, playsuit or dungarees, by the data folder's README."""


@dataclass(frozen=True, slots=True)
class StreetPhoto:
    """One photo: its garment tags, and where there is a mask its member name and a pixel box per label."""

    file: str
    shard: str
    mask: str | None
    tags: frozenset[str]
    boxes: dict[str, Box]
    part: Part

    @property
    def is_jumpsuit(self) -> bool:
        """Whether the `romper` of the tags was looked at and is one."""
        return self.file.removesuffix(".webp") in JUMPSUITS


def street_photos(data: Path | None = None) -> list[StreetPhoto]:
    """Every photo of the index, in its order."""
    return records("street", _photo, data)


def _photo(row: dict[str, str]) -> StreetPhoto:
    return StreetPhoto(
        file=row["file"],
        shard=row["shard"],
        mask=row["mask"] or None,
        tags=frozenset(row["tags"].split("|")) - {""},
        boxes={label: tuple(box) for label, box in json.loads(row["boxes"] or "{}").items()},
        part=split_of("street", row["file"]),
    )
