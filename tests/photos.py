"""Real photos for tests: the folder `VITRINE_DATA`, which a clone may not have beside it."""

import csv
import io
import json
import os
import tarfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from training.data.split import split_of

DATA = Path(os.environ.get("VITRINE_DATA", "../shared/data"))


def require_photos() -> None:
    """Leave the test out, and say so, where there are no photos; with `VITRINE_PHOTOS=required` it fails."""
    if (DATA / "street" / "street.csv").exists():
        return
    if os.environ.get("VITRINE_PHOTOS") == "required":
        pytest.fail(f"no photos in {DATA}: set VITRINE_DATA")
    pytest.skip(f"left out: no photos in {DATA} (set VITRINE_DATA)")


@dataclass(frozen=True)
class StreetPhoto:
    """A street photo that no network was trained on."""

    name: str
    data: bytes
    tags: frozenset[str]
    boxes: dict[str, tuple[int, int, int, int]]
    """Label to left, top, right, bottom in pixels, from the mask; empty without a mask."""


@cache
def street_photos(count: int) -> tuple[StreetPhoto, ...]:
    """The first `count` street photos of the test split, those with a mask first."""
    with (DATA / "street" / "street.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if split_of("street", row["file"]) == "test"]
    rows.sort(key=lambda row: not row["mask"])
    photos = []
    for row in rows[:count]:
        with tarfile.open(DATA / "street" / row["shard"]) as shard:
            member = shard.extractfile(row["file"])
            assert member is not None
            boxes = {label: tuple(box) for label, box in json.loads(row["boxes"] or "{}").items()}
            photos.append(StreetPhoto(row["file"], member.read(), frozenset(row["tags"].split("|")), boxes))
    return tuple(photos)


def as_jpeg(data: bytes) -> bytes:
    """A photo re-encoded as a camera would send it."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()
