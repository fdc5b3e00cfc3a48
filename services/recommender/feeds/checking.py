"""Rows as a feed writes them -> checked products with their category, and each bad row with its reason."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Final

from pydantic import ValidationError

from services.recommender.feeds.categories import CategoryTable
from services.recommender.feeds.plain_text import TAG
from services.recommender.feeds.product import FeedProduct
from services.recommender.feeds.reasons import quoted, shown_id
from services.recommender.feeds.rows import Record, Reject, Row
from services.recommender.feeds.sale_dates import with_sale_of

FIRST: Final = 1000
"""Rows that are looked at together to see which currency a feed is in."""

_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BREAKS: Final = re.compile(r"[\t\n\r\x85\u2028\u2029]+")


def check(
    records: Iterable[Record | Reject],
    categories: CategoryTable,
    now: datetime | None = None,
    currency: str = "",
) -> Iterator[Row | Reject]:
    """Check every row by itself and against those before it; order is kept.

    The first row with an id has it. Ids are held to see those that come twice: about 140 bytes a row.

    Args:
        records: of the feed.
        categories: what belongs to which.
        now: whose sale prices are taken; None is now.
        currency: ISO 4217, that all prices must be in; "" is that of most of the first `FIRST` rows.
    """
    at = now or datetime.now(UTC)
    rows = (one if isinstance(one, Reject) else _row(one, categories, at) for one in records)
    first_rows = list(islice(rows, FIRST))
    currency = currency or _most_frequent_currency(first_rows)
    lines: dict[str, int] = {}
    for row in chain(first_rows, rows):
        if isinstance(row, Reject):
            yield row
            continue
        product, is_in = row.product, row.product.price.currency
        currency = currency or is_in  # none of the first rows was good
        if first := lines.get(product.id):
            yield Reject(row.line, product.id, f"id: {product.id!r} is on line {first} already")
        elif is_in != currency:
            reason = f"price: is in {is_in}, the catalog's prices are in {currency}"
            yield Reject(row.line, product.id, reason)
        else:
            lines[product.id] = row.line
            yield row


def _most_frequent_currency(rows: Iterable[Row | Reject]) -> str:
    """The first of those that are equally frequent; "" where no row is good."""
    counts = Counter(row.product.price.currency for row in rows if isinstance(row, Row))
    return counts.most_common(1)[0][0] if counts else ""


def _row(record: Record, categories: CategoryTable, now: datetime) -> Row | Reject:
    line, attributes = record
    try:
        product = FeedProduct.model_validate(with_sale_of(now, _readable(attributes)))
    except ValidationError as error:
        return Reject(line, shown_id(attributes), "; ".join(_reasons(error)))
    except (_Unreadable, ValueError) as error:
        return Reject(line, shown_id(attributes), str(error))
    words = (product.google_product_category, product.product_type, product.title)
    return Row(line, product, categories.category(*words))


class _Unreadable(Exception):
    """A value has what no shopper should see."""


def _readable(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes with line breaks as spaces; a look at all of them together is enough for most rows."""
    every = "".join(attributes.values())
    if every.isprintable() and "<" not in every:
        return attributes
    checked = {}
    for name, value in attributes.items():
        if wrong := _FORBIDDEN.search(value):
            shown = f"the character U+{ord(wrong[0]):04X} at {wrong.start() + 1}"
            raise _Unreadable(f"{name}: {quoted(value)}: has {shown}")
        if name != "description" and (tag := TAG.search(value)):
            raise _Unreadable(f"{name}: {quoted(value)}: has the HTML tag {quoted(tag[0])}")
        checked[name] = value if name == "description" else _BREAKS.sub(" ", value)
    return checked


def _reasons(error: ValidationError) -> Iterator[str]:
    for wrong in error.errors(include_url=False):
        message = wrong["msg"].removeprefix("Value error, ")
        if not wrong["loc"]:
            yield message
        elif wrong["type"] == "missing":
            yield f"{wrong['loc'][0]}: is missing"
        else:
            yield f"{wrong['loc'][0]}: {quoted(wrong['input'])}: {message[:1].lower()}{message[1:]}"
