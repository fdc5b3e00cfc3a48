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
    tape, parser = _Tape(file), ItemParser()
    block, at_end, first_reason = tape.read(), False, ""
    while not at_end:
        at_end = not block
        try:
            parser.feed(block, last=at_end)
            if parser.unfinished > MAX_ITEM_BYTES:
                raise Malformed(f"over the limit of {MAX_ITEM_BYTES} bytes")
        except Malformed as error:
            yield from parser.take()
            tape.keep(parser.unfinished)
            first_reason = first_reason or f"; {error}"
            yield Reject(tape.line, shown_id(parser.attributes), f"xml: {error}")
            block = tape.next_item()
            at_end = not block
            parser = ItemParser(parser, tape.line)
        else:
            yield from parser.take()
            tape.keep(parser.unfinished)
            block = tape.read()
    if not parser.saw_item:
        raise FeedError(f"feed: XML without an <item> of RSS or an <entry> of Atom{first_reason}")


class _Tape:
    """A file of which the last part is held, to be read again."""

    def __init__(self, file: BinaryIO):
        self._file = file
        self._held = b""
        self.line = 1
        """Of the first byte that is held."""

    def read(self) -> bytes:
        """The next block, which is held from now on; b"" at the end."""
        block = self._file.read(BLOCK)
        self._held += block
        return block

    def keep(self, count: int) -> None:
        """Hold the last bytes only."""
        gone = len(self._held) - count
        self.line += self._held.count(b"\n", 0, gone)
        self._held = self._held[gone:]

    def next_item(self) -> bytes:
        """All bytes from the next item on that are held or read; b"" where there is none.

        One that begins with the first byte that is held is the one before.
        """
        start = 1
        while (match := _ITEM.search(self._held, start)) is None:
            self.keep(min(max(len(self._held) - start, 0), _TAG_BYTES))
            start = 0
            if not self.read():
                self.keep(0)
                return b""
        self.keep(len(self._held) - match.start())
        return self._held
