"""A box as a query parameter, `upper=0.3,0.2,0.7,0.55`."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Query
from fastapi.exceptions import RequestValidationError

from contracts.geometry import Box, parse_box

_LIMIT = "x0,y0,x1,y1 in 0..1 with x0 < x1 and y0 < y1"


def box_query(name: str, description: str) -> Callable[[str | None], Box | None]:
    """A dependency that reads the query parameter `name`; None where it is left out.

    A box that cannot be used is answered 422, naming the parameter, the value and the limit.
    """

    def read(
        text: Annotated[
            str | None,
            Query(alias=name, description=f"{description}: {_LIMIT}", examples=["0.3,0.2,0.7,0.55"]),
        ] = None,
    ) -> Box | None:
        if text is None:
            return None
        try:
            return _read_box(text)
        except ValueError as error:
            problem = {"type": "box", "loc": ("query", name), "msg": str(error), "input": text}
            raise RequestValidationError([problem]) from error

    return read


def _read_box(text: str) -> Box:
    shown = repr(text if len(text) <= 80 else f"{text[:80]}…")
    try:
        x0, y0, x1, y1 = parse_box(text)
    except ValueError:
        raise ValueError(f"{shown} is not four numbers {_LIMIT}") from None
    for corner, value in zip(("x0", "y0", "x1", "y1"), (x0, y0, x1, y1), strict=True):
        # written so that NaN fails as well
        if not 0 <= value <= 1:
            raise ValueError(f"{corner} = {value:g} in {shown} is outside of 0..1")
    if x0 >= x1 or y0 >= y1:
        raise ValueError(f"{shown} is empty: x0 < x1 and y0 < y1 are required")
    return x0, y0, x1, y1
