"""A Google Merchant feed in tab-separated values -> records."""

from collections.abc import Collection, Iterator
from typing import BinaryIO

from services.recommender.errors import FeedError
from services.recommender.feeds.lines import attribute_name, bounded_lines, decoded
from services.recommender.feeds.product import ATTRIBUTES, REPEATED, REQUIRED
from services.recommender.feeds.reasons import shown_id
from services.recommender.feeds.rows import Record, Reject


def read_tsv(file: BinaryIO, required: Collection[str] = REQUIRED) -> Iterator[Record | Reject]:
    """Read a feed line by line.

    A line is a row, whatever quotes are in it, so that a bad row never swallows the next one. A cell may be
    in double quotes with inner quotes doubled. Empty lines are skipped; cells that are missing at the end of
    a line are empty.

    Args:
        file: UTF-8, its first line with the names of the attributes ("image_link" or "image link").
        required: attributes that the first line must name.

    Raises:
        FeedError: no header, one without the required attributes, or one that names an attribute twice.
    """
    lines = bounded_lines(file)
    columns = _header(next(lines, b""), required)
    for number, line in enumerate(lines, start=2):
        if line.isspace():
            continue
        text = decoded(number, line)
        if isinstance(text, Reject):
            yield text
            continue
        cells = _cells(text)
        if len(cells) > len(columns):
            product_id = shown_id({"id": cells[columns.index("id")]})
            yield Reject(number, product_id, f"line: {len(cells)} cells, the header has {len(columns)}")
            continue
        attributes: dict[str, str] = {}
        for name, cell in zip(columns, cells, strict=False):
            if name in ATTRIBUTES and (value := cell.strip()):
                attributes[name] = f"{attributes[name]},{value}" if name in attributes else value
        yield Record(number, attributes)


def _header(line: bytes, required: Collection[str]) -> list[str]:
    text = decoded(1, line.removeprefix(b"\xef\xbb\xbf"))
    if isinstance(text, Reject):
        raise FeedError(f"feed: the first {text.reason}")
    columns = [attribute_name(cell) for cell in _cells(text)]
    if missing := [name for name in required if name not in columns]:
        raise FeedError(f"feed: the first line names no {', '.join(missing)}; is it tab-separated?")
    for name in ATTRIBUTES.difference(REPEATED):
        if columns.count(name) > 1:
            raise FeedError(f"feed: the first line names {name} {columns.count(name)} times")
    return columns


def _cells(line: str) -> list[str]:
    cells = line.rstrip("\r\n").split("\t")
    return [_unquoted(cell.strip()) for cell in cells] if '"' in line else cells


def _unquoted(cell: str) -> str:
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"':
        return cell
    parts = cell[1:-1].split('""')
    return cell if any('"' in part for part in parts) else '"'.join(parts)
