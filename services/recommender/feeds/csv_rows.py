"""Comma-separated values with line breaks in their cells -> rows of cells."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from services.recommender.feeds.lines import MAX_LINE_BYTES, bounded_lines, decoded
from services.recommender.feeds.rows import Reject

MAX_ROW_BYTES: Final = MAX_LINE_BYTES


class CsvRow(NamedTuple):
    """Cells of a row, and the line that it begins on."""

    line: int
    cells: list[str]


def csv_rows(file: BinaryIO) -> Iterator[CsvRow | Reject]:
    """The rows of a file (RFC 4180, UTF-8) that are not empty; the first says how many cells each has.

    A row may go over many lines, as cells in quotes may. Where a quote is not closed, or the row that ends
    with the next one does not have the cells that it should, only its first line is a reject: the line after
    it is read as a row again, so that a stray quote does not swallow the products behind it.
    """
    lines = bounded_lines(file)
    again: deque[bytes] = deque()
    number, width = 1, 0

    def next_line() -> bytes:
        return again.popleft() if again else next(lines, b"")

    while line := next_line():
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        taken, size, is_open = [line], len(line), line.count(b'"') % 2
        while is_open and size <= MAX_ROW_BYTES and (line := next_line()):
            taken.append(line)
            size += len(line)
            is_open ^= line.count(b'"') % 2
        row = _row(number, taken, width) if not is_open else Reject(number, "", "line: a quote is not closed")
        if isinstance(row, Reject):
            again.extendleft(reversed(taken[1:]))
            del taken[1:]
            yield row
        elif any(row.cells):
            width = width or len(row.cells)
            yield row
        number += len(taken)


def _row(number: int, lines: list[bytes], width: int) -> CsvRow | Reject:
    text = decoded(number, b"".join(lines))
    if isinstance(text, Reject):
        return text
    try:
        cells = next(csv.reader([text]), [])
    except csv.Error as error:
        return Reject(number, "", f"line: {str(error).split(' - ')[0]}")
    if width and (len(cells) > width or (len(cells) < width and len(lines) > 1)):
        return Reject(number, "", f"line: {len(cells)} cells, the header has {width}")
    return CsvRow(number, [cell.strip() for cell in cells] + [""] * (width - len(cells)))
