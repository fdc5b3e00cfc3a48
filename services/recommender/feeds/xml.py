"""A Google Merchant feed in RSS 2.0 or Atom -> records."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from services.recommender.errors import FeedError
from services.recommender.feeds.lines import BLOCK
from services.recommender.feeds.reasons import shown_id
from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.xml_items import ItemParser, Malformed

MAX_ITEM_BYTES: Final = 1_000_000
_ITEM: Final = re.compile(rb"<(?:[\w.-]{1,30}:)?(?:item|entry)[\s/>]")
_TAG_BYTES: Final = 40
"""As many bytes as `_ITEM` may match."""


def read_xml(file: BinaryIO) -> Iterator[Record | Reject]:
    """Read a feed item by item.

    What is malformed is a reject, and the next item that begins after its beginning is read: one `&` that
    should be `&amp;` does not cost the products behind it. (In UTF-16, it does.)

    Raises:
        FeedError: no items, a document type declaration, or an encoding that is not known.
    """
    parser = ItemParser()
    block = file.read(BLOCK)
    held, base, line = block, 0, 1  # what may have to be read again, where the parser and the file have it
    empty, first_reason = True, ""
    while True:
        try:
            parser.feed(block, last=not block)
            start = parser.position if parser.item is None else parser.item
            if base + len(held) - start > MAX_ITEM_BYTES:
                raise Malformed(f"over the limit of {MAX_ITEM_BYTES} bytes")
        except Malformed as error:
            empty = empty and not parser.records and parser.item is None
            yield from parser.records
            first_reason = first_reason or str(error)
            broken = parser.position if parser.item is None else parser.item
            number = parser.line if parser.item is not None else line + held.count(b"\n", 0, broken - base)
            yield Reject(number, shown_id(parser.attributes), f"xml: {error}")
            held, line = _next_item(file, held, broken - base + 1, line)
            parser = ItemParser(parser.encoding, line, tuple(parser.inside))
            block, base = held, 0
            if not block:
                break
        else:
            empty = empty and not parser.records
            yield from parser.records
            parser.records.clear()
            if not block:
                break
            line += held.count(b"\n", 0, start - base)
            held, base = held[start - base :], start
            block = file.read(BLOCK)
            held += block
    if empty:
        why = f"; {first_reason}" if first_reason else ""
        raise FeedError(f"feed: XML without an <item> of RSS or an <entry> of Atom{why}")


def _next_item(file: BinaryIO, held: bytes, start: int, line: int) -> tuple[bytes, int]:
    """The bytes from the next item on, and its line; b"" where the file has none.

    Args:
        file: is read on as far as needed.
        held: bytes of the file before that, the first of which stands on `line`.
        start: where in them to begin.
        line: see above.
    """
    while True:
        match = _ITEM.search(held, start)
        block = b"" if match else file.read(BLOCK)
        if match is None and block:
            keep = max(start, len(held) - _TAG_BYTES)
        else:
            keep = match.start() if match else len(held)
        line += held.count(b"\n", 0, keep)
        held, start = held[keep:] + block, 0
        if not block:
            return held, line
