"""Coordinates that every service speaks: normalised to 0..1 of the upright photo."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
"""A share, a probability or a coordinate: 0..1."""


class Body(BaseModel):
    """Base of every body: a field that is not in the contract is an error, not a surprise."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _ordered(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    if x0 >= x1 or y0 >= y1:
        raise ValueError(f"box {list(box)} is empty: x0 < x1 and y0 < y1 are required")
    return box


Box = Annotated[tuple[Fraction, Fraction, Fraction, Fraction], AfterValidator(_ordered)]
"""`[x0, y0, x1, y1]`, left, top, right, bottom, in 0..1 of the upright photo, not empty."""

WHOLE_FRAME: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)


def parse_box(text: str) -> tuple[float, float, float, float]:
    """Read `x0,y0,x1,y1`, the form a box has in a query parameter.

    Raises:
        ValueError: not four numbers (which the message names).
    """
    numbers = tuple(float(number) for number in text.split(","))
    if len(numbers) != 4:
        raise ValueError(f"a box has 4 numbers, x0,y0,x1,y1; {text!r} has {len(numbers)}")
    return numbers


def format_box(box: tuple[float, float, float, float]) -> str:
    """The query parameter form of a box; five digits place a 40-megapixel photo to the pixel."""
    return ",".join(f"{number:.5f}" for number in box)
