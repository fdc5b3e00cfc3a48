"""The items of RSS or Atom as expat comes by them."""

import re
from typing import Final
from xml.parsers import expat

from services.recommender.errors import FeedError
from services.recommender.feeds.product import ATTRIBUTES, REPEATED
from services.recommender.feeds.rows import Record

GOOGLE: Final = "http://base.google.com/ns/1.0"
ATOM: Final = "http://www.w3.org/2005/Atom"
ITEMS: Final = ("item", "entry")
MAX_DEPTH: Final = 64
ENCODINGS: Final = re.compile(r"utf-?(8|16)|us-ascii|iso-8859-[0-9]{1,2}|windows-125[0-8]", re.IGNORECASE)
_MEANING: Final = {"summary": "description", "content": "description"}
"""Atom's names for what Google calls otherwise."""


class Malformed(Exception):
    """The markup cannot be read on; says why and where."""


class ItemParser:
    """Reads markup as it comes, and makes a record of every item.

    Names of attributes count with Google's prefix (`g:`, or what is declared for it) and without one; where
    an item has both, Google's holds. A document type declaration is refused, so that there are no entities
    to expand and no files to fetch.
    """

    def __init__(self, before: "ItemParser | None" = None, line: int = 1):
        """Begin at the start of a file, or at `line` of it, among the elements that one before was in."""
        self.saw_item: bool = before is not None and before.saw_item
        self._encoding: str | None = before._encoding if before else None
        self._inside: list[str] = [*before._inside] if before else []
        self._prefixes: dict[str, str] = {**before._prefixes} if before else {"": "", "g": GOOGLE, "atom": ""}
        self._records: list[Record] = []
        self._fed = 0
        self._first_line = line
        self._item_line = 0
        self._item_start: int | None = None
        self._depth = 0
        self._name = ""
        self._text: list[str] = []
        self._plain: dict[str, str] = {}
        self._google: dict[str, str] = {}
        self._expat = expat.ParserCreate(self._encoding)
        self._expat.buffer_text = True
        opened = "".join(f"<{name}>" for name in self._inside).encode(self._encoding or "utf-8")
        self._expat.Parse(opened, False)
        self._skipped = len(opened)
        self._expat.XmlDeclHandler = self._declaration
        self._expat.StartDoctypeDeclHandler = self._refuse
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._characters

    @property
    def attributes(self) -> dict[str, str]:
        """Of the item that is being read, so far."""
        return {**self._plain, **self._google}

    @property
    def unfinished(self) -> int:
        """How many of the last bytes are not done with: those of the item that is being read."""
        return self._fed - (self._position if self._item_start is None else self._item_start)

    def take(self) -> list[Record]:
        """Items that have ended since the last call."""
        taken, self._records = self._records, []
        return taken

    def feed(self, block: bytes, last: bool = False) -> None:
        """Read on.

        Raises:
            Malformed: where the last `unfinished` bytes begin; this parser is done.
            FeedError: of this file nothing can be read.
        """
        self._fed += len(block)
        try:
            self._expat.Parse(block, last)
        except expat.ExpatError as error:
            what = "the file ends too early: " if last else ""
            where = f"at line {self._first_line + error.lineno - 1}, character {error.offset + 1}"
            raise Malformed(f"{what}{expat.ErrorString(error.code)} {where}") from error
        except (LookupError, ValueError) as error:
            raise FeedError(f"feed: XML in the encoding {self._encoding}: {error}") from error

    @property
    def _position(self) -> int:
        """Bytes before the markup that is being read."""
        return max(self._expat.CurrentByteIndex - self._skipped, 0)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and not ENCODINGS.fullmatch(encoding):
            raise FeedError(f"feed: XML in the encoding {encoding[:30]!r}; save it as UTF-8")
        self._encoding = self._encoding or encoding

    def _refuse(self, *_: object) -> None:
        raise FeedError("feed: XML with a document type declaration (<!DOCTYPE) is not read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        if self._item_start is None:
            for key, uri in attributes.items():
                if key.startswith("xmlns:"):
                    self._prefixes[key[6:]] = "" if uri == ATOM else uri
            if local in ITEMS and self._prefixes.get(prefix) == "":
                self.saw_item, self._item_start, self._depth = True, self._position, 0
                self._item_line = self._first_line + self._expat.CurrentLineNumber - 1
            elif len(self._inside) < MAX_DEPTH:
                self._inside.append(name)
            else:
                raise FeedError(f"feed: XML elements in each other, over the limit of {MAX_DEPTH}")
            return
        if local in ITEMS and self._prefixes.get(prefix) == "":
            raise Malformed(f"<{name}> is not closed before the next one begins")
        self._depth += 1
        if self._depth == 1:
            self._name, self._text = name, []
            if "href" in attributes and attributes.get("rel", "alternate") == "alternate":
                self._text.append(attributes["href"])  # Atom's link

    def _characters(self, text: str) -> None:
        if self._depth:
            self._text.append(text)

    def _end(self, _name: str) -> None:
        if self._item_start is None:
            if self._inside:
                self._inside.pop()
        elif self._depth == 0:
            self._records.append(Record(self._item_line, self.attributes))
            self._item_start, self._plain, self._google = None, {}, {}
        else:
            if self._depth == 1:
                self._keep(self._name, "".join(self._text).strip())
            self._depth -= 1

    def _keep(self, name: str, text: str) -> None:
        prefix, _, local = name.rpartition(":")
        local = _MEANING.get(local, local)
        meaning = self._prefixes.get(prefix)
        if not text or meaning not in ("", GOOGLE) or local not in ATTRIBUTES:
            return
        kept = self._google if meaning else self._plain
        if local in kept and local in REPEATED:
            kept[local] += "," + text
        else:
            kept.setdefault(local, text)
