"""Albums of a kimono rental shop: people in kimono, yukata or hakama."""

from dataclasses import dataclass
from pathlib import Path

from training.data.shards import records
from training.data.split import Part, split_of


@dataclass(frozen=True, slots=True)
class KimonoPhoto:
    """One photo and the album (people, place, day) that it is from."""

    file: str
    shard: str
    group: str
    part: Part


def kimono_photos(data: Path | None = None) -> list[KimonoPhoto]:
    """Every photo of the index, in its order; an album is in one part as a whole."""
    return records("kimono", _photo, data)


def _photo(row: dict[str, str]) -> KimonoPhoto:
    return KimonoPhoto(row["file"], row["shard"], row["group"], split_of("kimono", row["group"]))
