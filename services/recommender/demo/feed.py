"""The demo shop's products as rows of a Google Merchant feed.

Attributes and their values follow the Google Merchant Center product data specification.
"""

import csv
import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from contracts.clothes import Category
from services.recommender.demo.collection.style import Style
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.wording import PATTERN_WORDS, colours_of, description, title

COLUMNS = (
    "id",
    "title",
    "description",
    "link",
    "image_link",
    "availability",
    "price",
    "sale_price",
    "brand",
    "gender",
    "age_group",
    "color",
    "size",
    "pattern",
    "material",
    "item_group_id",
    "google_product_category",
    "product_type",
)
_CLOTHING = "Apparel & Accessories > Clothing"
TAXONOMY: dict[Category, tuple[str, str]] = {
    "Tee": (f"{_CLOTHING} > Shirts & Tops", "Tops"),
    "Jacket": (f"{_CLOTHING} > Outerwear > Coats & Jackets", "Outerwear"),
    "Sweater": (f"{_CLOTHING} > Shirts & Tops", "Knitwear"),
    "Blazer": (f"{_CLOTHING} > Outerwear > Coats & Jackets", "Tailoring"),
    "Jeans": (f"{_CLOTHING} > Pants", "Denim"),
    "Shorts": (f"{_CLOTHING} > Shorts", "Bottoms"),
    "Skirt": (f"{_CLOTHING} > Skirts", "Bottoms"),
    "Dress": (f"{_CLOTHING} > Dresses", "Dresses"),
    "Jumpsuit": (f"{_CLOTHING} > One-Pieces > Jumpsuits & Rompers", "One-pieces"),
    "Kimono": (f"{_CLOTHING} > Traditional & Ceremonial Clothing > Kimonos", "Japanese"),
}
"""Category -> Google's product taxonomy, and the shop's own department."""
DEPARTMENTS = {"male": "Men", "female": "Women", "unisex": "Unisex"}
SIZES = ("M", "S", "L", "XL")
"""What a product comes in, the size that is photographed first; every third one does not come in the last."""


@dataclass(frozen=True)
class Item:
    """One product: a style in one cloth. `number` counts within the category, from 1."""

    style: Style
    cloth: Cloth
    number: int
    group: str

    @property
    def id(self) -> str:
        """Such as `blazer-0007`."""
        return f"{self.style.category.lower()}-{self.number:04d}"


def items(collection: Iterable[Style]) -> list[Item]:
    """Every style in every cloth, numbered in order."""
    counts: dict[Category, int] = {}
    groups: dict[Category, int] = {}
    found: list[Item] = []
    for style in collection:
        groups[style.category] = groups.get(style.category, 0) + 1
        group = f"{style.category.lower()}-style-{groups[style.category]:02d}"
        for cloth in style.cloths:
            counts[style.category] = counts.get(style.category, 0) + 1
            found.append(Item(style, cloth, counts[style.category], group))
    return found


def rows(item: Item) -> list[dict[str, str]]:
    """An item's attributes in each of its sizes; all sizes share its picture."""
    first, *others = SIZES if item.number % 3 else SIZES[:-1]
    return [_row(item, item.id, first), *(_row(item, f"{item.id}-{size.lower()}", size) for size in others)]


def _row(item: Item, product_id: str, size: str) -> dict[str, str]:
    """Stock follows from the row's id and the sale from the item's: the feed is always the same."""
    style, cloth = item.style, item.cloth
    stock = zlib.crc32(product_id.encode()) % 100
    draw = zlib.crc32(item.id.encode()) % 100
    taxonomy, department = TAXONOMY[style.category]
    reduced = (Decimal(style.price) * Decimal("0.7")).quantize(Decimal(1)) - Decimal("0.10")
    return {
        "id": product_id,
        "title": title(style, cloth),
        "description": description(style, cloth, item.number),
        "link": f"/shop/{product_id}",
        "image_link": f"/shop/images/{item.id}.webp",
        "availability": "out_of_stock" if stock < 5 else "preorder" if stock < 8 else "in_stock",
        "price": f"{style.price} EUR",
        "sale_price": f"{reduced} EUR" if draw >= 90 else "",
        "brand": style.brand,
        "gender": style.gender,
        "age_group": "adult",
        "color": "/".join(colours_of(cloth)),
        "size": size,
        "pattern": PATTERN_WORDS[cloth.pattern][0],
        "material": style.material,
        "item_group_id": item.group,
        "google_product_category": taxonomy,
        "product_type": f"{DEPARTMENTS[style.gender]} > {department} > {style.category}",
    }


def to_tsv(rows: Iterable[dict[str, str]]) -> str:
    """Rows as tab-separated text with a header line."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
