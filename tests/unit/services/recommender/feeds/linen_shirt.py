"""A shirt in three variants, as Shopify exports it, and what is read of it."""

import io
from typing import Any

from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.shopify import read_shopify
from tests.unit.services.recommender.feeds.written import records, shopify

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
