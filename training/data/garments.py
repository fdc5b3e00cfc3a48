"""clothing-dataset: one garment on a bed, a floor or a hanger."""

from dataclasses import dataclass
from pathlib import Path

from training.data.shards import records
from training.data.split import Part, split_of


@dataclass(frozen=True, slots=True)
class GarmentPhoto:
    """One garment that nobody wears."""

    file: str
    shard: str
    label: str
    kids: bool
    part: Part


def garment_photos(data: Path | None = None) -> list[GarmentPhoto]:
    """Every photo of the index, in its order."""
    return records("garments", _photo, data)


def _photo(row: dict[str, str]) -> GarmentPhoto:
    return GarmentPhoto(
        file=row["file"],
        shard=row["shard"],
        label=row["label"],
        kids=row["kids"] == "1",
        part=split_of("garments", row["file"]),
    )
