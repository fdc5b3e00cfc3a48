"""The lines of a file of any size, none of them longer than memory likes."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from services.recommender.feeds.rows import Reject

MAX_LINE_BYTES: Final = 1_000_000
BLOCK: Final = 1 << 16


def bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file with their ends; a longer one is cut to `MAX_LINE_BYTES` + 1 bytes."""
    while line := file.readline(MAX_LINE_BYTES + 1):
        yield line
        while line and not line.endswith(b"\n"):  # the rest of one that was cut
            line = file.readline(BLOCK)


def decoded(number: int, line: bytes) -> str | Reject:
    """A line as text, or why it is none."""
    if len(line) > MAX_LINE_BYTES:
        return Reject(number, "", f"line: over the limit of {MAX_LINE_BYTES} bytes")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        return Reject(number, "", f"line: not UTF-8 at byte {error.start}")


def attribute_name(text: str) -> str:
    """`Image Link` -> `image_link`: merchants write the names of attributes in both ways."""
    return "_".join(text.strip().lower().split())
