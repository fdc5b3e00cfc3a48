"""Products as each format writes them."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from services.recommender.feeds.product import FeedProduct
from services.recommender.feeds.rows import Record, Reject, Row

Attributes = Mapping[str, str]

GOOD: Final[Attributes] = {
    "id": "p1",
    "title": "Clara one-button blazer",
    "link": "https://shop.example/p1",
    "image_link": "https://cdn.shop.example/p1.webp",
    "availability": "in_stock",
    "price": "103.90 EUR",
}

NAMES: Final = tuple(FeedProduct.model_fields)

NEW_COLUMNS: Final = next(
    csv.reader(
        [
            "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,"
            "SKU,Barcode,Option1 name,Option1 value,Option2 name,Option2 value,Price,Compare-at price,"
            "Inventory tracker,Inventory quantity,Continue selling when out of stock,Product image URL,"
            "Image position,Variant image URL,Google Shopping / Google product category,"
            "Google Shopping / Gender,Google Shopping / Age group"
        ]
    )
)
OLD_COLUMNS: Final = next(
    csv.reader(
        [
            "Title,Handle,Body (HTML),Vendor,Product Category,Type,Tags,Published,Status,"
            "Variant SKU,Variant Barcode,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant Price,"
            "Variant Compare At Price,Variant Inventory Tracker,Variant Inventory Qty,"
            "Variant Inventory Policy,Image Src,Image Position,Variant Image,"
            "Google Shopping / Google Product Category,Google Shopping / Gender,Google Shopping / Age Group"
        ]
    )
)
OLD_NAME: Final = dict(zip(NEW_COLUMNS, OLD_COLUMNS, strict=True))


def product(attributes: Attributes) -> FeedProduct:
    return FeedProduct.model_validate({name: value for name, value in attributes.items() if value})


def tsv(*rows: Attributes, columns: Sequence[str] = NAMES) -> bytes:
    lines = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    return "".join("\t".join(cells) + "\n" for cells in lines).encode()


def jsonl(*rows: Attributes) -> bytes:
    return "".join(json.dumps(dict(row)) + "\n" for row in rows).encode()


def rss(*rows: Attributes) -> bytes:
    items = "".join(f"<item>{_fields(row)}</item>\n" for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>\n'
        f"<title>A shop</title><link>https://shop.example</link>\n{items}</channel></rss>\n"
    ).encode()


def atom(*rows: Attributes) -> bytes:
    def entry(row: Attributes) -> str:
        others = {name: value for name, value in row.items() if name not in ("link", "title", "description")}
        return (
            f"<entry><id>urn:{escape(row['id'])}</id><title>{escape(row['title'])}</title>"
            f"<link rel='self' href='/wrong'/><link href={quoteattr(row['link'])}/>"
            f"<summary>{escape(row.get('description', ''))}</summary>{_fields(others)}</entry>\n"
        )

    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">\n'
        f"<title>A shop</title><link href='https://shop.example'/>{''.join(map(entry, rows))}</feed>\n"
    ).encode()


def _fields(row: Attributes) -> str:
    return "".join(f"<g:{name}>{escape(value)}</g:{name}>" for name, value in row.items())


def shopify(*rows: Attributes, old: bool = False, columns: Sequence[str] = NEW_COLUMNS) -> bytes:
    """Rows by the column names of now, which `old` writes as those of before."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([OLD_NAME[name] if old else name for name in columns])
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return text.getvalue().encode()


def records(read: Iterable[Record | Reject]) -> list[Record]:
    """Of a feed that is all good."""
    found = []
    for one in read:
        assert isinstance(one, Record), one
        found.append(one)
    return found


def good_products(read: Iterable[Row | Reject]) -> list[FeedProduct]:
    """Of a feed that is all good."""
    found = []
    for row in read:
        assert isinstance(row, Row), row
        found.append(row.product)
    return found


LETTERS: Final = st.characters(
    categories=("L", "N", "P", "S", "Zs"), exclude_characters='<"', max_codepoint=0x2FFFF
)


_TEXT = st.text(LETTERS, max_size=12).map(str.strip)
"""As cells hold it: without white space around it, quotes and tags."""
_WORD = st.text("abcxyz019-", min_size=1, max_size=8)
_AMOUNT = st.integers(1, 10**7).map(lambda cents: f"{cents // 100}.{cents % 100:02d} EUR")
_LINK = st.builds("https://shop.example/{}?v={}".format, _WORD, _WORD)

GOOD_ATTRIBUTES: Final = st.fixed_dictionaries(
    {
        "id": _TEXT.map(lambda text: text.replace("/", "-")).filter(bool),
        "title": _TEXT.filter(bool),
        "description": _TEXT,
        "link": _LINK,
        "image_link": _LINK | _WORD.map("/images/{}.webp".format),
        "additional_image_link": st.lists(_LINK, max_size=2).map(",".join),
        "availability": st.sampled_from(["in_stock", "out_of_stock", "preorder", "backorder"]),
        "price": _AMOUNT,
        "brand": _TEXT,
        "gtin": st.sampled_from(["", "4006381333931"]),
        "gender": st.sampled_from(["male", "female", "unisex", ""]),
        "age_group": st.sampled_from(["adult", "kids", ""]),
        "color": _TEXT,
        "size": _TEXT,
        "item_group_id": _TEXT,
        "google_product_category": st.sampled_from(["2271", "Apparel & Accessories > Clothing > Pants", ""]),
        "product_type": _TEXT,
    }
)
"""Attributes of a good product, as a feed may write them."""
