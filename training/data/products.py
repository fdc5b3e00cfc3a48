"""Shop photos of single products with their article type and base colour."""

from dataclasses import dataclass
from pathlib import Path

from training.data.shards import records
from training.data.split import Part, split_of


@dataclass(frozen=True, slots=True)
class ProductPhoto:
    """One product; `base_colour` is free text and may be empty."""

    file: str
    shard: str
    article_type: str
    base_colour: str
    gender: str
    part: Part


def product_photos(data: Path | None = None) -> list[ProductPhoto]:
    """Every photo of the index, in its order."""
    return records("products", _photo, data)


def _photo(row: dict[str, str]) -> ProductPhoto:
    return ProductPhoto(
        file=row["file"],
        shard=row["shard"],
        article_type=row["article_type"],
        base_colour=row["base_colour"],
        gender=row["gender"],
        part=split_of("products", row["file"]),
    )
