"""The formats that a feed may be written in, and how to tell them apart."""

import re
from collections.abc import Iterator
from enum import StrEnum
from io import BufferedReader
from typing import BinaryIO, Final

from services.recommender.errors import FeedError
from services.recommender.feeds.jsonl import read_jsonl
from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.shopify import has_product_columns, read_shopify
from services.recommender.feeds.tsv import read_tsv
from services.recommender.feeds.xml import read_xml


class Format(StrEnum):
    """How a feed is written."""

    TSV = "tsv"
    XML = "xml"
    SHOPIFY = "shopify"
    JSONL = "jsonl"


LOOK: Final = 64_000
"""Bytes of a file that are looked at to tell its format: more than any header."""
_PACKED: Final = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"BZh": "bzip2", b"\x28\xb5\x2f\xfd": "zstd"}
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def records(file: BinaryIO, format: Format, currency: str, shop: str) -> Iterator[Record | Reject]:  # noqa: A002
    """The rows of a feed as they are written.

    Args:
        file: the feed.
        format: of the feed.
        currency: ISO 4217, of a Shopify file's prices; "" is EUR.
        shop: address of a Shopify shop.

    Raises:
        FeedError: the file is not of that format, or that is no currency.
    """
    if not re.fullmatch("([A-Z]{3})?", currency):
        raise FeedError(f"currency: {currency!r}: not three capital letters, like EUR")
    match format:
        case Format.TSV:
            return read_tsv(file)
        case Format.XML:
            return read_xml(file)
        case Format.SHOPIFY:
            return read_shopify(file, currency or "EUR", shop)
        case Format.JSONL:
            return read_jsonl(file)


def detect(file: BufferedReader) -> Format:
    """The format of a file by its first bytes, which stay to be read; what it is called does not matter.

    Raises:
        FeedError: it is none of them.
    """
    head = file.read(LOOK)
    file.seek(0)
    for magic, name in _PACKED.items():
        if head.startswith(magic):
            raise FeedError(f"feed: the file is packed by {name}; unpack it first")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<") or (head.startswith(_UTF16) and b"<" in head[:4]):
        return Format.XML
    if head.startswith(_UTF16):
        raise FeedError("feed: the file is UTF-16; save it as UTF-8")
    if text.startswith(b"{"):
        return Format.JSONL
    if text.startswith(b"["):
        raise FeedError("feed: the file is a JSON list; JSON Lines has one product a line and no brackets")
    if not text:
        raise FeedError("feed: the file is empty")
    header = text.split(b"\n", 1)[0].decode("utf-8", "replace")
    if "\r" in header.rstrip("\r"):
        raise FeedError("feed: its lines end in CR alone; save it with line ends of Windows or Unix (LF)")
    if "\t" in header:
        return Format.TSV
    if has_product_columns(header):
        return Format.SHOPIFY
    raise FeedError(
        f"feed: the format is not known by its first line, {header[:60]!r}; it may be {', '.join(Format)}, "
        "and tsv has tabs between its cells"
    )
