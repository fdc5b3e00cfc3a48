"""Values of a feed, which may be anything, as a line of a report shows them."""

from collections.abc import Mapping
from typing import Final

MAX_ID: Final = 50
MAX_SHOWN: Final = 60
"""Characters of a bad value that its reason quotes."""


def quoted(value: object) -> str:
    """A value in quotes on one line, shortened."""
    text = str(value)
    return repr(text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…")


def shown_id(attributes: Mapping[str, str]) -> str:
    """The id of a row, shortened and without line breaks; "" where there is none."""
    text = attributes.get("id", "").strip()[:MAX_ID]
    return text if text.isprintable() else "".join(mark if mark.isprintable() else "\ufffd" for mark in text)
