"""clothing-dataset: one garment on a bed, a floor or a hanger."""

from dataclasses import dataclass

from training.data.shards import read_index
from training.data.split import Part, split_of


@dataclass(frozen=True, slots=True)
class GarmentPhoto:
    """One garment that nobody wears."""

    file: str
    shard: str
    label: str
    kids: bool
    part: Part


def garment_photos() -> list[GarmentPhoto]:
    """Every photo of the index, in its order."""
    return [
        GarmentPhoto(
            file=row["file"],
            shard=row["shard"],
            label=row["label"],
            kids=row["kids"] == "1",
            part=split_of("garments", row["file"]),
        )
        for row in read_index("garments")
    ]
