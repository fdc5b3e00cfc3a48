"""Stanford Clothing Attributes: person photos with the category and looks of the upper or whole garment."""

from dataclasses import dataclass
from pathlib import Path

from training.data.shards import records
from training.data.split import Part, split_of


@dataclass(frozen=True, slots=True)
class AttributePhoto:
    """One photo; None where the annotators did not agree."""

    file: str
    shard: str
    category: str | None
    gender: str | None
    colours: tuple[str, ...]
    patterns: tuple[str, ...]
    part: Part


def attribute_photos(data: Path | None = None) -> list[AttributePhoto]:
    """Every photo of the index, in its order."""
    return records("attributes", _photo, data)


def _photo(row: dict[str, str]) -> AttributePhoto:
    return AttributePhoto(
        file=row["file"],
        shard=row["shard"],
        category=row["category"] or None,
        gender=row["gender"] or None,
        colours=_values(row["colours"]),
        patterns=_values(row["patterns"]),
        part=split_of("attributes", row["file"]),
    )


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value for value in cell.split("|") if value)
