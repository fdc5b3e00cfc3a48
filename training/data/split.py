"""Which photos train, validate and test: one rule for every network.

A photo is in the same part for the pose, gender and clothes networks, so a test photo is unseen by all of
them and the whole pipeline can be measured on it.
"""

import hashlib
from typing import Literal

Part = Literal["train", "validation", "test"]


def split_of(source: str, key: str) -> Part:
    """The part of a photo, by sha256 of "source/key": 80 % train, 8 % validation, 12 % test.

    `key` is the `file` column of the source's index, or what stands for a group of photos that must stay
    together (the same person or place).
    """
    place = place_of(source, key)
    if place < 0.80:
        return "train"
    return "validation" if place < 0.88 else "test"


def place_of(source: str, key: str) -> float:
    """A photo's place in 0..1, which its name alone decides."""
    digest = hashlib.sha256(f"{source}/{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
