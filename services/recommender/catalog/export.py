"""The catalog that is served -> a feed that can be imported again."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TextIO

from services.recommender.catalog.versions import live_table, told_what_to_do
from services.recommender.feeds.product import MONEY, FeedProduct, Money

ATTRIBUTES: Final = tuple(FeedProduct.model_fields)
COLUMNS: Final = [
    *(name for name in ATTRIBUTES if name not in MONEY),
    "price_cents",
    "sale_price_cents",
    "currency",
]
ROWS: Final = 4096


def exported(uri: str) -> Iterator[dict[str, str]]:
    """The attributes of each product of the live version, as a feed writes them; empty ones are left out.

    Raises:
        CatalogMissing: there is no catalog.
    """
    table = live_table(uri)
    with told_what_to_do(uri):
        batches = table.search().select(COLUMNS).limit(max(table.count_rows(), 1)).to_batches(ROWS)
        for batch in batches:
            yield from map(_attributes, batch.to_pylist())


def write_tsv(products: Iterator[Mapping[str, str]], file: TextIO) -> int:
    """Write them as tab-separated values; returns how many. Line breaks and tabs in a value become spaces."""
    return _write(products, file, "\t".join(ATTRIBUTES) + "\n", _tsv_line)


def write_jsonl(products: Iterator[Mapping[str, str]], file: TextIO) -> int:
    """Write them as JSON Lines; returns how many."""
    return _write(products, file, "", lambda product: json.dumps(product, ensure_ascii=False))


def _write(
    products: Iterator[Mapping[str, str]],
    file: TextIO,
    header: str,
    line: Callable[[Mapping[str, str]], str],
) -> int:
    file.write(header)
    count = 0
    for product in products:
        file.write(line(product) + "\n")
        count += 1
    return count


def _attributes(row: dict[str, Any]) -> dict[str, str]:
    cents = {"price": row["price_cents"], "sale_price": row["sale_price_cents"]}
    amounts = {name: str(Money(amount, row["currency"])) for name, amount in cents.items() if amount}
    return {name: value for name in ATTRIBUTES if (value := amounts.get(name) or row.get(name))}


def _tsv_line(product: Mapping[str, str]) -> str:
    return "\t".join(_cell(product.get(name, "")) for name in ATTRIBUTES)


def _cell(value: str) -> str:
    value = " ".join(value.splitlines()).replace("\t", " ")
    # a cell that begins and ends with a quote is read without them
    return '"' + value.replace('"', '""') + '"' if value[:1] == value[-1:] == '"' else value
