"""Rows as a feed writes them -> checked products with their category, and each bad row with its reason."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from pydantic import ValidationError

from services.recommender.feeds.categories import CategoryTable
from services.recommender.feeds.plain_text import TAG
from services.recommender.feeds.product import FeedProduct
from services.recommender.feeds.reasons import quoted, shown_id
from services.recommender.feeds.rows import Record, Reject, Row
from services.recommender.feeds.sale_dates import with_sale_of

_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BREAKS: Final = re.compile(r"[\t\n\r\x85\u2028\u2029]+")


def check(
    records: Iterable[Record | Reject], categories: CategoryTable, now: datetime | None = None
) -> Iterator[Row | Reject]:
    """Check every row by itself and against those before it; order is kept.

    The first row with an id has it, and the first good row says which currency the feed is in. Ids are held
    to see those that come twice: about 140 bytes a row. Sale prices are those of `now`, which None is.
    """
    now = now or datetime.now(UTC)
    lines: dict[str, int] = {}
    currency = ""
    for record in records:
        row = record if isinstance(record, Reject) else _row(record, categories, now)
        if isinstance(row, Row):
            product = row.product
            if first := lines.get(product.id):
                row = Reject(row.line, product.id, f"id: {product.id!r} is on line {first} already")
            elif currency and product.price.currency != currency:
                reason = f"price: is in {product.price.currency}, the feed is in {currency}"
                row = Reject(row.line, product.id, reason)
            else:
                lines[product.id] = row.line
                currency = product.price.currency
        yield row


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
