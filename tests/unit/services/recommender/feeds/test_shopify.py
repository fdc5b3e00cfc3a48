import html
import io
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.errors import FeedError
from services.recommender.feeds import shopify as module
from services.recommender.feeds.categories import load_categories
from services.recommender.feeds.checking import check
from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.shopify import has_product_columns, read_shopify
from tests.unit.services.recommender.feeds.written import (
    GOOD_ATTRIBUTES,
    NEW_COLUMNS,
    OLD_COLUMNS,
    good_products,
    product,
    records,
    shopify,
)

SHIRT = {
    "Title": "Linen shirt",
    "URL handle": "linen-shirt",
    "Description": "<p>Cool &amp; light</p>",
    "Vendor": "Atelier",
    "Product category": "Apparel & Accessories > Clothing > Clothing Tops > Shirts",
    "Type": "Shirts",
    "Published on online store": "TRUE",
    "Status": "Active",
    "SKU": "LS-W-S",
    "Barcode": "'4006381333931",
    "Option1 name": "Colour",
    "Option1 value": "White",
    "Option2 name": "Size",
    "Option2 value": "S",
    "Price": "59.90",
    "Inventory tracker": "shopify",
    "Inventory quantity": "3",
    "Continue selling when out of stock": "DENY",
    "Product image URL": "https://cdn.example/white.jpg",
    "Image position": "1",
    "Google Shopping / Gender": "Unisex",
}
MEDIUM = {
    "URL handle": "linen-shirt",
    "SKU": "LS-W-M",
    "Option1 value": "White",
    "Option2 value": "M",
    "Price": "49.90",
    "Compare-at price": "59.90",
    "Inventory tracker": "shopify",
    "Inventory quantity": "0",
    "Continue selling when out of stock": "CONTINUE",
    "Product image URL": "https://cdn.example/back,2.jpg",
    "Image position": "2",
}
NAVY = {
    "URL handle": "linen-shirt",
    "Option1 value": "Navy",
    "Option2 value": "S",
    "Price": "59.90",
    "Inventory tracker": "shopify",
    "Inventory quantity": "0",
    "Variant image URL": "https://cdn.example/navy.jpg",
}
PICTURE = {
    "URL handle": "linen-shirt",
    "Product image URL": "https://cdn.example/first.jpg",
    "Image position": "0",
}


def read(feed: bytes, **options: Any) -> list[Record | Reject]:
    return list(read_shopify(io.BytesIO(feed), **{"currency": "EUR", **options}))


def attributes(**changes: str) -> dict[str, str]:
    """Of a product with one variant."""
    (record,) = records(read(shopify({**SHIRT, **changes})))
    return record.attributes


@pytest.mark.parametrize("old", [False, True])
def test_the_rows_of_a_handle_are_one_group_of_variants(old: bool) -> None:
    white, medium, navy = records(read(shopify(SHIRT, MEDIUM, NAVY, PICTURE, old=old)))
    assert white == Record(
        2,
        {
            "id": "LS-W-S",
            "title": "Linen shirt",
            "description": "Cool & light",
            "link": "/products/linen-shirt",
            "image_link": "https://cdn.example/first.jpg",
            "additional_image_link": "https://cdn.example/white.jpg,https://cdn.example/back%2C2.jpg",
            "availability": "in_stock",
            "price": "59.90 EUR",
            "brand": "Atelier",
            "gtin": "4006381333931",
            "gender": "Unisex",
            "color": "White",
            "size": "S",
            "item_group_id": "linen-shirt",
            "google_product_category": "Apparel & Accessories > Clothing > Clothing Tops > Shirts",
            "product_type": "Shirts",
        },
    )
    assert medium.line == 3
    assert medium.attributes == {
        name: value for name, value in white.attributes.items() if name != "gtin"
    } | {
        "id": "LS-W-M",
        "size": "M",
        "sale_price": "49.90 EUR",
        "availability": "backorder",
    }
    assert navy.line == 4
    assert navy.attributes["id"] == "linen-shirt-Navy-S"
    assert navy.attributes["color"] == "Navy"
    assert navy.attributes["image_link"] == "https://cdn.example/navy.jpg"
    assert navy.attributes["availability"] == "out_of_stock"


def test_a_product_without_options_has_neither_colour_nor_size() -> None:
    found = attributes(
        **{"Option1 name": "Title", "Option1 value": "Default Title", "Option2 name": "", "SKU": ""}
    )
    assert found["id"] == "linen-shirt"
    assert not {"color", "size"} & found.keys()


def test_a_product_without_a_handle_is_called_by_its_title() -> None:
    assert (
        attributes(**{"URL handle": "", "Title": "Élan: the Tee!"})["link"] == "/products/%C3%A9lan-the-tee"
    )


def test_product_pages_are_under_the_address_of_the_shop() -> None:
    (record,) = records(read(shopify(SHIRT), shop="https://shop.example/", currency="USD"))
    assert record.attributes["link"] == "https://shop.example/products/linen-shirt"
    assert record.attributes["price"] == "59.90 USD"


@pytest.mark.parametrize(
    ("tracker", "quantity", "oversell", "availability"),
    [
        ("shopify", "1", "DENY", "in_stock"),
        ("shopify", "0", "deny", "out_of_stock"),
        ("shopify", "-2", "", "out_of_stock"),
        ("shopify", "0", "TRUE", "backorder"),
        ("shopify", "0", "continue", "backorder"),
        ("", "0", "DENY", "in_stock"),
        ("shopify", "", "DENY", "in_stock"),
    ],
)
def test_availability_follows_from_the_stock(
    tracker: str, quantity: str, oversell: str, availability: str
) -> None:
    stock = {
        "Inventory tracker": tracker,
        "Inventory quantity": quantity,
        "Continue selling when out of stock": oversell,
    }
    assert attributes(**stock)["availability"] == availability


@pytest.mark.parametrize(
    ("price", "compare_at", "expected"),
    [
        ("50", "60", ("60 EUR", "50 EUR")),
        ("50", "50.00", ("50 EUR", None)),
        ("50", "40", ("50 EUR", None)),
        ("50", "0.00", ("50 EUR", None)),
        ("50", "", ("50 EUR", None)),
    ],
)
def test_a_higher_price_of_before_makes_a_sale(
    price: str, compare_at: str, expected: tuple[str, str | None]
) -> None:
    found = attributes(**{"Price": price, "Compare-at price": compare_at})
    assert (found["price"], found.get("sale_price")) == expected


def test_what_is_longer_than_googles_limits_is_shortened() -> None:
    long = "ab/ " * 100
    found = attributes(**{"Title": long, "Vendor": long, "SKU": long, "URL handle": "h" * 255})
    (good,) = good_products(check([Record(2, found)], load_categories()))
    assert good.title.endswith("…")
    assert len(good.id) == len(good.item_group_id) == 50
    assert "/" not in good.id


@pytest.mark.parametrize(
    "change", [{"Status": "Draft"}, {"Status": "archived"}, {"Published on online store": "FALSE"}]
)
def test_what_is_not_for_sale_is_passed_over(change: dict[str, str]) -> None:
    assert read(shopify({**SHIRT, **change}, MEDIUM)) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Inventory quantity": "many"}, "inventory quantity: 'many': not a whole number"),
        ({"Compare-at price": "x"}, "price: '59.90', compare-at 'x': not an amount"),
        ({"Price": "59,90"}, "price: '59,90 EUR': not an amount with a currency, like 89.00 EUR"),
        ({"Price": ""}, "price: is missing"),
        ({"Title": ""}, "title: is missing"),
        ({"Product image URL": ""}, "image_link: is missing"),
        ({"Product image URL": "first.jpg"}, "image_link: 'first.jpg': not an http(s) address"),
    ],
)
def test_a_bad_variant_is_rejected_with_its_line(change: dict[str, str], reason: str) -> None:
    other = {**SHIRT, "URL handle": "other", "SKU": "other"}
    bad, good = check(read(shopify({**SHIRT, **change}, other)), load_categories())
    assert isinstance(bad, Reject)
    assert (bad.line, bad.id) == (2, "LS-W-S")
    assert bad.reason.startswith(reason)
    assert not isinstance(good, Reject)


def test_rows_that_are_in_no_group_are_rejected_in_the_order_of_the_file() -> None:
    nameless = {"Price": "5.00"}
    feed = shopify(SHIRT, nameless, {**SHIRT, "URL handle": "other"}, MEDIUM)
    feed += b'a "broken" row' + b"," * 40 + b"\n"
    assert [(one.line, getattr(one, "reason", "")) for one in read(feed)] == [
        (2, ""),
        (3, "handle: is missing"),
        (4, ""),
        (5, "handle: 'linen-shirt' is on line 2 already, and not on the line before"),
        (6, "line: 41 cells, the header has 26"),
    ]


def test_a_product_has_a_bounded_number_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PRODUCT_ROWS", 2)
    *_, last = read(shopify(SHIRT, MEDIUM, NAVY))
    assert last == Reject(4, "", "handle: over the limit of 2 rows")


@pytest.mark.parametrize("header", ["", "Handle,Body (HTML)", "Title,Handle", "\xff"])
def test_a_header_without_a_title_or_a_price_is_an_error(header: str) -> None:
    assert not has_product_columns(header)
    with pytest.raises(FeedError, match="names no "):
        read(header.encode("latin-1"))


@pytest.mark.parametrize("columns", [OLD_COLUMNS, NEW_COLUMNS])
def test_a_header_is_known(columns: list[str]) -> None:
    assert has_product_columns(",".join(columns))


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "€"])
def test_a_currency_that_is_none_is_an_error(currency: str) -> None:
    with pytest.raises(FeedError, match="currency"):
        read(shopify(SHIRT), currency=currency)


@given(GOOD_ATTRIBUTES, st.booleans())
def test_a_good_product_comes_back(row: dict[str, str], old: bool) -> None:
    row = {
        **row,
        "link": f"/products/{row['gtin'] or 'tee'}",
        "item_group_id": row["gtin"] or "tee",
        "id": "".join(row["id"].split()),
        "description": " ".join(row["description"].split()),
        "availability": "in_stock",
        "google_product_category": "",
    }
    first = {
        "Title": row["title"],
        "URL handle": row["item_group_id"],
        "Description": html.escape(row["description"]),
        "Vendor": row["brand"],
        "Type": row["product_type"],
        "SKU": row["id"],
        "Barcode": row["gtin"],
        "Option1 name": "Color",
        "Option1 value": row["color"],
        "Option2 name": "Size",
        "Option2 value": row["size"],
        "Price": row["price"].removesuffix(" EUR"),
        "Product image URL": row["image_link"],
        "Google Shopping / Gender": row["gender"],
        "Google Shopping / Age group": row["age_group"],
    }
    links = [
        link for link in dict.fromkeys(row["additional_image_link"].split(",")) if link != row["image_link"]
    ]
    others = [{"URL handle": row["item_group_id"], "Product image URL": link} for link in links]
    read_back = good_products(check(read(shopify(first, *others, old=old)), load_categories()))
    assert read_back == [product({**row, "additional_image_link": ",".join(links)})]


@given(st.binary(max_size=150) | st.text('",\na1', max_size=80).map(str.encode), st.booleans())
def test_no_bytes_raise_anything_but_its_own_error(rows: bytes, has_header: bool) -> None:
    header = b"Title,URL handle,Price,SKU,Inventory quantity\n" if has_header else b""
    with suppress(FeedError):
        for row in check(read(header + rows), load_categories()):
            str(row)
