"""Shopify's product CSV -> records, one for each variant."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from services.recommender.errors import FeedError
from services.recommender.feeds.csv_rows import CsvRow, csv_rows
from services.recommender.feeds.lines import attribute_name
from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.shopify_columns import REQUIRED, columns_of
from services.recommender.feeds.shopify_variant import is_for_sale, is_variant, pictures, variant_record

MAX_PRODUCT_ROWS: Final = 5000
"""A product has at most 2048 variants and 250 pictures, each on a row."""


@dataclass
class _Product:
    """The rows of one handle, with their lines, and those in between that are none."""

    handle: str = ""
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def read_shopify(file: BinaryIO, currency: str, shop: str = "") -> Iterator[Record | Reject]:
    """Read a file product by product; the rows of one follow each other and have the same handle.

    Every variant becomes a record with the handle as its `item_group_id`. A product that is a draft, archived
    or not published is no part of the shop and is passed over.

    Args:
        file: UTF-8, with the column names of now or of before.
        currency: ISO 4217, of its prices.
        shop: address that the product pages are under, such as "https://shop.example"; "" for paths.

    Raises:
        FeedError: not an address, or a header without the columns that every product needs.
    """
    if shop and not re.match("https?://", shop):
        raise FeedError(f"shop: {shop[:60]!r}: not an address like https://shop.example")
    rows = csv_rows(file)
    header = next(rows, None)
    columns = columns_of(header.cells) if isinstance(header, CsvRow) else []
    if missing := [name for name in REQUIRED if name not in columns]:
        raise FeedError(f"feed: the first line of a Shopify file names no {' and no '.join(missing)}")
    for product in _products(rows, columns):
        read = [*product.rejects, *_records(product, currency, shop)]
        yield from sorted(read, key=lambda one: one.line)


def has_product_columns(header: str) -> bool:
    """Whether a first line is that of a Shopify file, and not of Google's attributes with commas."""
    try:
        names = next(csv.reader([header]), [])
    except csv.Error:
        return False
    return set(REQUIRED) <= set(columns_of(names)) and "image_link" not in map(attribute_name, names)


def _products(rows: Iterable[CsvRow | Reject], columns: list[str]) -> Iterator[_Product]:
    lines: dict[str, int] = {}
    product = _Product()
    for row in rows:
        if isinstance(row, Reject):
            product.rejects.append(row)
            continue
        line, values = row.line, dict(zip(columns, row.cells, strict=False))
        handle = values.get("handle") or _slug(values["title"])
        if handle and handle not in lines:
            yield product
            lines[handle] = line
            product = _Product(handle, [(line, values)])
        elif not handle:
            product.rejects.append(Reject(line, "", "handle: is missing"))
        elif handle != product.handle:
            reason = f"handle: {handle[:60]!r} is on line {lines[handle]} already, and not on the line before"
            product.rejects.append(Reject(line, "", reason))
        elif len(product.rows) == MAX_PRODUCT_ROWS:
            product.rejects.append(Reject(line, "", f"handle: over the limit of {MAX_PRODUCT_ROWS} rows"))
        else:
            product.rows.append((line, values))
    yield product


def _records(product: _Product, currency: str, shop: str) -> Iterator[Record | Reject]:
    rows = [values for _, values in product.rows]
    if not rows or not is_for_sale(rows[0]):
        return
    images = pictures(rows)
    for line, values in product.rows:
        if values is rows[0] or is_variant(values):
            yield variant_record(line, product.handle, rows[0], values, images, currency, shop)


def _slug(title: str) -> str:
    """What Shopify calls a product that has no handle."""
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")
