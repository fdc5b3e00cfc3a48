"""Clothes service: what is worn in each slot."""

import base64
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from contracts.geometry import Body, Fraction

Slot = Literal["upper", "lower", "whole"]
SLOTS: tuple[Slot, ...] = get_args(Slot)

Category = Literal[
    "Tee",
    "Jacket",
    "Sweater",
    "Blazer",
    "Jeans",
    "Shorts",
    "Skirt",
    "Dress",
    "Jumpsuit",
    "Kimono",
]
CATEGORIES: dict[Slot, tuple[Category, ...]] = {
    "upper": ("Tee", "Jacket", "Sweater", "Blazer"),
    "lower": ("Jeans", "Shorts", "Skirt"),
    "whole": ("Dress", "Jumpsuit", "Kimono"),
}

EMBEDDING_SIZE = 256


class CategoryScore(Body):
    """A category and how probable it is, given that the slot is worn."""

    label: Category
    confidence: Fraction


class Colour(Body):
    """A colour of a garment; shares of a garment's colours sum to at most 1."""

    name: str = Field(examples=["red"])
    hex: str = Field(pattern=r"^#[0-9a-f]{6}$", examples=["#b3122a"])
    share: Fraction


class GarmentReading(Body):
    """One slot: how sure it is worn, what it is, and what looks alike."""

    slot: Slot
    worn: Fraction
    categories: list[CategoryScore]
    embedding: str = Field(description="256 little-endian float16 of unit length, base64")
    colours: list[Colour]


class ClothesResponse(Body):
    """Every slot that was asked for, in the order upper, lower, whole."""

    garments: list[GarmentReading]
    model: str = Field(examples=["clothes-trunk@1+upper@1+lower@1+whole@1"])


def encode_embedding(embedding: NDArray[np.float32]) -> str:
    """`[256]` float32 -> base64 of little-endian float16."""
    return base64.b64encode(embedding.astype("<f2").tobytes()).decode("ascii")


def decode_embedding(text: str) -> NDArray[np.float32]:
    """The inverse of `encode_embedding`: `[256]` float32.

    Raises:
        ValueError: not base64, or not 256 numbers.
    """
    embedding = np.frombuffer(base64.b64decode(text, validate=True), "<f2").astype(np.float32)
    if embedding.shape != (EMBEDDING_SIZE,):
        raise ValueError(f"embedding: {embedding.size} numbers, not {EMBEDDING_SIZE}")
    return embedding
