"""A Google Merchant feed in tab-separated values -> products, and each bad row with its line and reason."""

from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from services.recommender.errors import FeedError
from services.recommender.feeds.product import FeedProduct
from services.recommender.feeds.rows import Reject, Row

__all__ = ["Reject", "Row", "read_tsv"]

REQUIRED = ("id", "title", "link", "image_link", "availability", "price")
MAX_LINE_BYTES = 1_000_000
MAX_SHOWN = 60
"""Characters of a bad value that its reason quotes."""


def read_tsv(lines: Iterable[bytes]) -> Iterator[Row | Reject]:
    """Read a feed line by line.

    A line is a row, whatever quotes are in it, so that a bad row never swallows the next one. A cell may be
    in double quotes with inner quotes doubled. Empty lines are skipped.

    Args:
        lines: of a UTF-8 file, the first with the names of the attributes ("image_link" or "image link").

    Raises:
        FeedError: no header, or a header without the required attributes.
    """
    numbered = enumerate(lines, start=1)
    columns = _header(next((line for _, line in numbered), b""))
    seen: dict[str, int] = {}
    currency = ""
    for number, line in numbered:
        if not line.strip():
            continue
        read = _row(number, line, columns)
        if isinstance(read, Row):
            product = read.product
            if first := seen.get(product.id):
                read = Reject(number, product.id, f"id: {product.id!r} is on line {first} already")
            elif currency and product.price.currency != currency:
                reason = f"price: is in {product.price.currency}, the feed is in {currency}"
                read = Reject(number, product.id, reason)
            else:
                seen[product.id] = number
                currency = product.price.currency
        yield read


def _header(line: bytes) -> list[str]:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FeedError(f"feed: the first line is not UTF-8: {error}") from error
    columns = [cell.strip().lower().replace(" ", "_") for cell in _cells(text)]
    if missing := [name for name in REQUIRED if name not in columns]:
        raise FeedError(f"feed: the first line names no {', '.join(missing)}; is it tab-separated?")
    return columns


def _row(number: int, line: bytes, columns: list[str]) -> Row | Reject:
    if len(line) > MAX_LINE_BYTES:
        return Reject(number, "", f"line: {len(line)} bytes is over the limit of {MAX_LINE_BYTES}")
    try:
        cells = _cells(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Reject(number, "", f"line: not UTF-8 at byte {error.start}")
    product_id = cells[columns.index("id")] if columns.index("id") < len(cells) else ""
    if len(cells) > len(columns):
        return Reject(number, product_id[:50], f"line: {len(cells)} cells, the header has {len(columns)}")
    attributes = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
    try:
        return Row(number, FeedProduct.model_validate(attributes))
    except ValidationError as error:
        return Reject(number, product_id[:50], "; ".join(_reasons(error)))


def _cells(line: str) -> list[str]:
    return [_unquoted(cell.strip()) for cell in line.rstrip("\r\n").split("\t")]


def _unquoted(cell: str) -> str:
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell


def _reasons(error: ValidationError) -> Iterator[str]:
    for wrong in error.errors(include_url=False):
        message = wrong["msg"].removeprefix("Value error, ")
        if not wrong["loc"]:
            yield message
        elif wrong["type"] == "missing":
            yield f"{wrong['loc'][0]}: is missing"
        else:
            value = str(wrong["input"])
            shown = value if len(value) <= MAX_SHOWN else value[:MAX_SHOWN] + "…"
            yield f"{wrong['loc'][0]}: {shown!r}: {message[:1].lower()}{message[1:]}"
