"""A feed in TSV with rows that are broken in 25 different ways, and what an import must say of each."""

import random
from collections.abc import Callable
from itertools import cycle
from typing import Final, NamedTuple

from tests.unit.services.recommender.feeds.written import GOOD, Attributes

COLUMNS: Final = (
    *GOOD,
    "sale_price", "additional_image_link", "description", "brand", "gender", "color", "size", "item_group_id",
    "google_product_category", "product_type",
)  # fmt: skip


class Expected(NamedTuple):
    """The line of a broken row, and how the reason begins."""

    line: int
    reason: str


class BrokenFeed(NamedTuple):
    """A feed, and its broken rows in order."""

    content: bytes
    expected: list[Expected]


class Way(NamedTuple):
    """Attributes that a row gets, what happens to its line, and the reason that is to be told."""

    changes: dict[str, str]
    reason: str
    line: Callable[[bytes], bytes] = lambda line: line


WAYS: Final = (
    Way({"id": ""}, "id: is missing"),
    Way({"id": "a/b"}, "id: 'a/b': has '/', which an id may not"),
    Way({"id": "x" * 51}, f"id: '{'x' * 51}': string should have at most 50 characters"),
    Way({"id": "first"}, "id: 'first' is on line 2 already"),
    Way({"title": " "}, "title: is missing"),
    Way({"title": "x" * 151}, f"title: '{'x' * 60}…': string should have at most 150 characters"),
    Way({"title": "<b>Tee</b>"}, "title: '<b>Tee</b>': has the HTML tag '<b>'"),
    Way({"title": "Te\0e"}, "title: 'Te\\x00e': has the character U+0000 at 3"),
    Way({"link": "javascript:alert(1)"}, "link: 'javascript:alert(1)': not an http(s) address"),
    Way({"image_link": ""}, "image_link: is missing"),
    Way({"image_link": "ftp://shop.example/1"}, "image_link: 'ftp://shop.example/1': not an http(s) address"),
    Way({"additional_image_link": "/a,data:x"}, "additional_image_link: '/a,data:x': not an http(s) address"),
    Way({"price": ""}, "price: is missing"),
    Way({"price": "cheap"}, "price: 'cheap': not an amount with a currency"),
    Way({"price": "89,00 EUR"}, "price: '89,00 EUR': not an amount with a currency"),
    Way({"price": "0.00 EUR"}, "price: '0.00 EUR': must be above 0"),
    Way({"price": "89.00 USD"}, "price: is in USD, the catalog's prices are in EUR"),
    Way({"price": "5.00 EUR", "sale_price": "6.00 EUR"}, "sale_price: 6.00 EUR is above the price, 5.00 EUR"),
    Way({"sale_price": "1.00 USD"}, "sale_price: is in USD, price is in EUR"),
    Way({"availability": "maybe"}, "availability: 'maybe': input should be 'in_stock'"),
    Way({"gender": "women"}, "gender: 'women': input should be 'male'"),
    Way(
        {"description": "x" * 5001}, f"description: '{'x' * 60}…': string should have at most 5000 characters"
    ),
    Way({}, "line: not UTF-8 at byte ", lambda line: line + b"\xff"),
    Way({}, "line: 18 cells, the header has 16", lambda line: line + b"\t\tmore"),
    Way({}, "link: is missing; image_link: is missing", lambda line: b"\t".join(line.split(b"\t")[:2])),
)


def good_row(number: int) -> Attributes:
    """Of a shop with a picture for each product."""
    address = f"https://shop.example/{number}"
    return {
        **GOOD,
        "id": f"p{number}",
        "title": f"Blazer {number}",
        "link": address,
        "image_link": f"{address}.webp",
    }


def broken_feed(
    rows: int = 10_000, broken: int = 500, good: Callable[[int], Attributes] = good_row, seed: int = 0
) -> BrokenFeed:
    """A feed in euros of so many rows, so many of them broken: in all the ways, one after the other.

    Args:
        rows: of the feed, the first of which is good and has the id `first`.
        broken: how many of the others are broken.
        good: attributes of a good row by its number from 0; of the names, those in `COLUMNS` are written.
        seed: of where the broken ones are.
    """
    places = set(random.Random(seed).sample(range(1, rows), broken))
    ways = cycle(WAYS)
    lines = ["\t".join(COLUMNS).encode()]
    expected: list[Expected] = []
    for number in range(rows):
        attributes = {**good(number), **({"id": "first"} if number == 0 else {})}
        way = next(ways) if number in places else Way({}, "")
        attributes |= way.changes
        lines.append(way.line("\t".join(attributes.get(name, "") for name in COLUMNS).encode()))
        if way.reason:
            expected.append(Expected(number + 2, way.reason))
    return BrokenFeed(b"\n".join(lines) + b"\n", expected)
