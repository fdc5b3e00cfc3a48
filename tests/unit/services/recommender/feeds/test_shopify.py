import html
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.errors import FeedError
from services.recommender.feeds import shopify as module
from services.recommender.feeds.categories import load_categories
from services.recommender.feeds.checking import check
from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.shopify import has_product_columns
from tests.unit.services.recommender.feeds.linen_shirt import MEDIUM, NAVY, PICTURE, SHIRT, attributes, read
from tests.unit.services.recommender.feeds.written import (
    GOOD_ATTRIBUTES,
    NEW_COLUMNS,
    OLD_COLUMNS,
    good_products,
    product,
    records,
    shopify,
)


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


def test_a_product_without_a_handle_is_called_by_its_title() -> None:
    assert (
        attributes(**{"URL handle": "", "Title": "Élan: the Tee!"})["link"] == "/products/%C3%A9lan-the-tee"
    )


def test_product_pages_are_under_the_address_of_the_shop() -> None:
    (record,) = records(read(shopify(SHIRT), shop="https://shop.example/", currency="USD"))
    assert record.attributes["link"] == "https://shop.example/products/linen-shirt"
    assert record.attributes["price"] == "59.90 USD"


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


def test_a_shop_without_an_address_is_one_error() -> None:
    with pytest.raises(FeedError, match=r"shop: 'shop\.example': not an address like https://shop\.example"):
        read(shopify(SHIRT), shop="shop.example")


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
