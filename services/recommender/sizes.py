"""The order in which a shop lists sizes."""

import re
from typing import Final

_LETTERS: Final = re.compile(r"(?P<times>\d*)(?P<xs>x*)(?P<size>s|m|l)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_MIDDLE: Final = {"s": -1, "m": 0, "l": 1}

SizeOrder = tuple[int, float, str]


def size_order(size: str) -> SizeOrder:
    """A key for sorting.

    Letters come first (XXS < XS < S < M < L < XL = 1XL < XXL = 2XL), then what has a number, by the first one
    ("W30 L32" by 30), then what has neither ("one size"); equals go by the alphabet.
    """
    text = size.strip().lower()
    if letters := _LETTERS.fullmatch(text):
        more = int(letters["times"] or 1) if letters["xs"] == "x" else len(letters["xs"])
        return 0, _MIDDLE[letters["size"]] * (1 + more), text
    if number := _NUMBER.search(text):
        return 1, float(number[0].replace(",", ".")), text
    return 2, 0.0, text
