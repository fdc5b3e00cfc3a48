"""A feed in JSON Lines, one product a line -> records."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from pydantic_core import from_json

from services.recommender.feeds.lines import attribute_name, bounded_lines, decoded
from services.recommender.feeds.product import ATTRIBUTES, MONEY, REPEATED
from services.recommender.feeds.reasons import quoted, shown_id
from services.recommender.feeds.rows import Record, Reject


def read_jsonl(file: BinaryIO) -> Iterator[Record | Reject]:
    """Read a feed line by line; empty lines are skipped.

    Names and values are Google's, as in the other formats. `additional_image_link` may be a list, a price
    also `{"amount": "89.00", "currency": "EUR"}`, an id or a size also a number, and null is not there.
    """
    for number, line in enumerate(bounded_lines(file), start=1):
        text = decoded(number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
        if isinstance(text, Reject):
            yield text
        elif text and not text.isspace():
            yield _record(number, text)


def _record(number: int, line: str) -> Record | Reject:
    try:
        values = from_json(line.strip(), allow_inf_nan=False)
    except ValueError as error:
        return Reject(number, "", f"line: not JSON: {error}".replace(" at line 1 column ", " at character "))
    if not isinstance(values, dict):
        return Reject(number, "", f"line: {quoted(values)}: not an object with attributes")
    attributes: dict[str, str] = {}
    wrong = ""
    for key, value in values.items():
        name = attribute_name(key)
        if name not in ATTRIBUTES:
            continue
        text = _text(name, value)
        if text is None:
            wrong = wrong or f"{name}: {quoted(value)}: neither text nor number"
        elif text.strip():
            attributes[name] = text
    return Reject(number, shown_id(attributes), wrong) if wrong else Record(number, attributes)


def _text(name: str, value: Any) -> str | None:
    """An attribute's value as the other formats write it, or None for what is none."""
    match value:
        case None:
            return ""
        case bool():
            return None
        case str() | int() | float():
            return str(value)
        case {"amount": str() | int() | float() as amount, "currency": str() as currency} if name in MONEY:
            return f"{amount} {currency}"
        case [*links] if name in REPEATED and all(isinstance(link, str) for link in links):
            return ",".join(links)
    return None
