"""UTKFace: aligned, tight face crops of 150 x 150 with age, gender and race."""

from dataclasses import dataclass
from typing import Literal

from training.data.shards import read_index
from training.data.split import Part, split_of

Gender = Literal["male", "female"]
_GENDERS: tuple[Gender, Gender] = ("male", "female")
_RACES = ("White", "Black", "Asian", "Indian", "other")


@dataclass(frozen=True, slots=True)
class Face:
    """One face: where it is, age in years, gender and race as its authors labelled them, and its part."""

    file: str
    shard: str
    age: int
    gender: Gender
    race: str
    part: Part


def faces() -> list[Face]:
    """Every face of the index, in its order."""
    return [
        Face(
            file=row["file"],
            shard=row["shard"],
            age=int(row["age"]),
            gender=_GENDERS[int(row["gender"])],
            race=_RACES[int(row["race"])],
            part=split_of("utkface", row["file"]),
        )
        for row in read_index("utkface")
    ]
