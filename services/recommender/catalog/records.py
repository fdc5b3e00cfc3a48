"""Product records: what is in memory, with the texts that are not."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from contracts.recommender import Price, Product, ProductDetail, Variant
from services.recommender.catalog.attributes import Attributes
from services.recommender.catalog.columns import Rows
from services.recommender.sizes import size_order

MAX_VARIANTS: Final = 240
"""Variants that are named of one item: an `item_group_id` that a feed gives to everything is not an item."""


def products(attributes: Attributes, rows: Rows, texts: Sequence[dict[str, str]]) -> list[Product]:
    """The records of these products.

    Args:
        attributes: of the catalog.
        rows: of the products.
        texts: `title`, `description`, `link` and `image_link` of each.
    """
    columns = {
        name: attributes.of_kind(name, rows).tolist()
        for name in ("category", "gender", "colour", "availability")
    }
    columns |= {
        "id": attributes.ids.take(pa.array(rows)).to_pylist(),
        "brand": attributes.brand.at(rows).tolist(),
    }
    return [
        Product(
            **of_it,
            **{name: values[place] for name, values in columns.items()},
            price=price(attributes, row),
            **_choice(attributes, row, columns["colour"][place]),
        )
        for place, (row, of_it) in enumerate(zip(rows.tolist(), texts, strict=True))
    ]


def _choice(attributes: Attributes, row: int, own: str) -> dict[str, list[str]]:
    """The colours of the item, `own` first, and the sizes that can be had."""
    variants = attributes.variants(row)
    kinds = attributes.kinds
    kind = attributes.kind[variants]
    colours = kinds.colour.at(kind).tolist()
    sizes = attributes.size.at(variants).tolist()
    there = kinds.availability.at(kind).tolist()
    can_be_had = {size for size, how in zip(sizes, there, strict=True) if size and how != "out_of_stock"}
    return {
        "colours": [colour for colour in dict.fromkeys([own, *colours]) if colour],
        "sizes": sorted(can_be_had, key=size_order),
    }


def price(attributes: Attributes, row: int) -> Price:
    """What a shopper pays for one product."""
    cents = int(attributes.asked_cents[row])
    currency = str(attributes.currency.values[attributes.currency.codes[row]])
    return Price(amount=f"{cents // 100}.{cents % 100:02d}", currency=currency)


def shown_variants(attributes: Attributes, row: int) -> Rows:
    """At most `MAX_VARIANTS` rows of the product's item: itself, its colour, other colours."""
    rows = attributes.variants(row)
    colour = attributes.of_kind("colour", rows)
    own = attributes.of_kind("colour", np.array([row]))[0]
    places = [
        (other != row, name != own, name, size_order(size), product_id)
        for other, name, size, product_id in zip(
            rows.tolist(),
            colour.tolist(),
            attributes.size.at(rows).tolist(),
            attributes.ids.take(pa.array(rows)).to_pylist(),
            strict=True,
        )
    ]
    order = sorted(range(len(rows)), key=places.__getitem__)
    return rows[order[:MAX_VARIANTS]]


def detail(
    shown: Product, attributes: Attributes, rows: Rows, texts: Sequence[dict[str, str]]
) -> ProductDetail:
    """A product with its variants.

    Args:
        shown: the product.
        attributes: of the catalog.
        rows: `shown_variants`.
        texts: `link` and `image_link` of each, and more.
    """
    columns: dict[str, Any] = {
        "id": attributes.ids.take(pa.array(rows)).to_pylist(),
        "colour": attributes.of_kind("colour", rows).tolist(),
        "size": attributes.size.at(rows).tolist(),
        "availability": attributes.of_kind("availability", rows).tolist(),
    }
    variants = [
        Variant(
            **{name: values[place] for name, values in columns.items()},
            price=price(attributes, row),
            link=of_it["link"],
            image_link=of_it["image_link"],
        )
        for place, (row, of_it) in enumerate(zip(rows.tolist(), texts, strict=True))
    ]
    return ProductDetail(**dict(shown), variants=variants)
