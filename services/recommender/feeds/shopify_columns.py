"""The columns of Shopify's product CSV, by their names of now and of before.

From "Using CSV files to import and export products", help.shopify.com.
"""

from typing import Final

COLUMNS: Final[dict[str, str]] = {
    "url handle": "handle",
    "handle": "handle",
    "title": "title",
    "description": "description",
    "body (html)": "description",
    "vendor": "vendor",
    "product category": "category",
    "type": "type",
    "published on online store": "published",
    "published": "published",
    "status": "status",
    "sku": "sku",
    "variant sku": "sku",
    "barcode": "barcode",
    "variant barcode": "barcode",
    "price": "price",
    "variant price": "price",
    "compare-at price": "compare_at",
    "compare at price": "compare_at",
    "variant compare at price": "compare_at",
    "inventory tracker": "tracker",
    "variant inventory tracker": "tracker",
    "inventory quantity": "quantity",
    "variant inventory qty": "quantity",
    "continue selling when out of stock": "oversell",
    "variant inventory policy": "oversell",
    "product image url": "image",
    "image src": "image",
    "image position": "image_position",
    "variant image url": "variant_image",
    "variant image": "variant_image",
    "google shopping / google product category": "google_category",
    "google shopping / gender": "gender",
    "google shopping / age group": "age_group",
    "color (product.metafields.shopify.color-pattern)": "colours",
    "size (product.metafields.shopify.size)": "sizes",
    "fabric (product.metafields.shopify.fabric)": "fabric",
    **{
        f"option{number} {part}": f"option{number}_{part}"
        for number in (1, 2, 3)
        for part in ("name", "value")
    },
}
"""Names in lower case -> what the value is."""

REQUIRED: Final = ("title", "price")
COLOUR_OPTIONS: Final = frozenset(
    ["color", "colour", "farbe", "couleur", "colore", "kleur", "cor", "färg", "farve", "kolor"]
)
SIZE_OPTIONS: Final = frozenset(
    [
        "size",
        "größe",
        "grösse",
        "taille",
        "talla",
        "taglia",
        "maat",
        "tamanho",
        "storlek",
        "størrelse",
        "rozmiar",
    ]
)
"""What merchants call these two options, in the languages that most shops are in."""


def columns_of(header: list[str]) -> list[str]:
    """What the values under a header are, "" for those that are not read. The first of two counts."""
    found: list[str] = []
    for name in header:
        meaning = COLUMNS.get(" ".join(name.lower().split()), "")
        found.append("" if meaning in found else meaning)
    return found
