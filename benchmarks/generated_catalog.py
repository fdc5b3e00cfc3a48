"""A catalog as large as one likes, with the structure that makes search hard or easy in a real one.

- Items come in colours and sizes: a row per variant, all sizes of a colour with one picture.
- Embeddings lie in a narrow cone per category (centre of length 0.97, as of the networks that are served),
  in clusters of styles, each colour of an item a little apart; what an item has of its own fades over the
  dimensions like 1/k, slower than in the demo shop, where sixteen dimensions hold 94 % of it.
- Few brands have most of the products, some sizes are sold out, prices differ tenfold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, EMBEDDING_SIZE
from contracts.palette import PALETTE
from services.recommender.catalog.schema import SCHEMA
from serving.colour.lab import lab_from_hex

MODEL: Final = "generated@1"
CATEGORY_NAMES: Final = [category for labels in CATEGORIES.values() for category in labels]
COLOUR_NAMES: Final = list(PALETTE)
GENDERS: Final = ("female", "male", "unisex")
SIZES: Final = ("XS", "S", "M", "L", "XL", "XXL", "34", "36", "38", "40", "42", "44")
PATTERNS: Final = ("solid", "solid", "solid", "striped", "floral", "checked")
AVAILABILITIES: Final = ("in_stock", "out_of_stock", "preorder", "backorder")
BRANDS: Final = 800
STYLES: Final = 150
"""Clusters of each category."""
CONE: Final = 0.97
SHARES: Final = (0.45, 0.25, 0.30)
"""Of the variance within a category: style, colour, and the item itself."""
DAY: Final = 86_400
OPENED: Final = 1_700_000_000
ITEMS: Final = 5_000
"""Of one batch."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class World:
    """What all products of one catalog share; every array of unit vectors in its last axis but `spectrum`."""

    centres: Vectors
    styles: Vectors
    """`[categories, STYLES, 256]`"""
    colours: Vectors
    spectrum: Vectors
    """`[256, 256]`: turns white noise into that of products."""

    @classmethod
    def of_seed(cls, seed: int = 0) -> "World":
        """The same for the same seed."""
        random = np.random.default_rng(seed)
        turned, _ = np.linalg.qr(random.normal(size=(EMBEDDING_SIZE, EMBEDDING_SIZE)))
        fading = 1 / np.sqrt(np.arange(1, EMBEDDING_SIZE + 1))
        spectrum = (turned * fading[:, None]).astype(np.float32)
        return cls(
            centres=unit(random.normal(size=(len(CATEGORY_NAMES), EMBEDDING_SIZE))),
            styles=unit(random.normal(size=(len(CATEGORY_NAMES), STYLES, EMBEDDING_SIZE)) @ spectrum),
            colours=unit(random.normal(size=(len(COLOUR_NAMES), EMBEDDING_SIZE)) @ spectrum),
            spectrum=spectrum,
        )

    def embeddings(
        self,
        random: np.random.Generator,
        category: NDArray[np.intp],
        style: NDArray[np.intp],
        colour: NDArray[np.intp],
    ) -> Vectors:
        """`[n, 256]` of unit length: one product each of these categories, styles and colours."""
        own = unit(random.normal(size=(len(category), EMBEDDING_SIZE)).astype(np.float32) @ self.spectrum)
        parts = (self.styles[category, style], self.colours[colour], own)
        within = sum(np.float32(share**0.5) * part for share, part in zip(SHARES, parts, strict=True))
        return unit(CONE * self.centres[category] + np.float32((1 - CONE**2) ** 0.5) * unit(within))


def unit(vectors: Any) -> Vectors:
    """Each vector of the last axis at length 1."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


def generated(products: int, seed: int = 1) -> Iterator[Any]:
    """`pyarrow.RecordBatch`es of the catalog's schema with `products` rows in all."""
    random, world = np.random.default_rng(seed), World.of_seed()
    rows = items = 0
    while rows < products:
        batch = _batch(random, world, items, products - rows)
        items += ITEMS
        rows += batch.num_rows
        yield batch


def _batch(random: np.random.Generator, world: World, first_item: int, at_most: int) -> Any:
    """The variants of `ITEMS` items, cut at `at_most` rows."""
    item_category = random.choice(len(CATEGORY_NAMES), ITEMS, p=_falling(len(CATEGORY_NAMES), 0.5))
    item_gender = random.choice(3, ITEMS, p=(0.5, 0.35, 0.15))
    item_style = random.choice(STYLES, ITEMS, p=_falling(STYLES, 0.7))
    item_brand = random.choice(BRANDS, ITEMS, p=_falling(BRANDS, 0.8))
    item_cents = np.round(np.exp(random.normal(np.log(4500), 0.7, ITEMS))).clip(500, 90_000).astype(int)
    item_pattern = random.choice(len(PATTERNS), ITEMS)
    item_seen = OPENED + random.integers(0, 730, ITEMS) * DAY

    pictures = random.choice((1, 2, 3, 5), ITEMS, p=(0.4, 0.3, 0.2, 0.1))
    item = np.repeat(np.arange(ITEMS), pictures)
    colour = random.choice(len(COLOUR_NAMES), len(item), p=_falling(len(COLOUR_NAMES), 0.6))
    second = np.where(random.random(len(item)) < 0.2, random.integers(0, len(COLOUR_NAMES), len(item)), -1)
    embedding = world.embeddings(random, item_category[item], item_style[item], colour).astype(np.float16)

    sizes = random.choice((1, 2, 4, 6), ITEMS, p=(0.3, 0.2, 0.3, 0.2))[item]
    picture = np.repeat(np.arange(len(item)), sizes)[:at_most]
    size = (np.arange(len(picture)) - np.searchsorted(picture, picture)) + random.choice((0, 6), ITEMS)[
        item[picture]
    ]
    item, colour, second, embedding = item[picture], colour[picture], second[picture], embedding[picture]
    number = np.arange(len(picture))
    columns: dict[str, Any] = {
        "id": [f"g{first_item + one:07d}-{place}" for one, place in zip(item, number, strict=True)],
        "title": [f"{CATEGORY_NAMES[one]} no. {first_item + i}" for i, one in enumerate(item_category)],
        "description": pa.array(["A product of a generated catalog. " * 6]).take(pa.array(item * 0)),
        "brand": _named([f"Brand {one:03d}" for one in range(BRANDS)], item_brand[item]),
        "link": [f"/shop/g{first_item + one}" for one in item],
        "image_link": [f"/shop/images/g{first_item + one}-{place}.webp" for one, place in zip(item, picture)],  # noqa: B905  # same length
        "availability": _named(AVAILABILITIES, random.choice(4, len(item), p=(0.85, 0.11, 0.02, 0.02))),
        "price_cents": item_cents[item],
        "asked_cents": item_cents[item],
        "currency": _named(["EUR"], item * 0),
        "category": _named(CATEGORY_NAMES, item_category[item]),
        "gender": _named(GENDERS, item_gender[item]),
        "color": _named(COLOUR_NAMES, colour),
        "colour": _named(COLOUR_NAMES, colour),
        "colour_hexes": _hexes(colour, second),
        "colour_lab": _lab(colour),
        "pattern": _named(PATTERNS, item_pattern[item]),
        "size": _named(SIZES, size),
        "item_group_id": [f"item-{first_item + one}" for one in item],
        "embedding": pa.FixedSizeListArray.from_arrays(pa.array(embedding.ravel()), EMBEDDING_SIZE),
        "embedding_model": _named([MODEL], item * 0),
        "first_seen": item_seen[item],
    }
    columns["title"] = pa.array(columns["title"]).take(pa.array(item))
    arrays = [
        _array(columns[field.name], field.type) if field.name in columns else _empty(field, len(item))
        for field in SCHEMA
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _array(column: Any, kind: Any) -> Any:
    return column.cast(kind) if isinstance(column, pa.Array) else pa.array(column, kind)


def _falling(count: int, power: float) -> NDArray[np.float64]:
    """Probabilities like 1 / rank ** power."""
    share = 1 / np.arange(1, count + 1) ** power
    return np.asarray(share / share.sum())


def _named(names: Any, codes: NDArray[np.intp]) -> Any:
    return pa.array(list(names)).take(pa.array(codes))


def _hexes(colour: NDArray[np.intp], second: NDArray[np.intp]) -> Any:
    hexes = [*PALETTE.values()]
    pairs = [first if other is None else f"{first},{other}" for first in hexes for other in (*hexes, None)]
    return _named(pairs, colour * (len(hexes) + 1) + np.where(second < 0, len(hexes), second))


def _lab(colour: NDArray[np.intp]) -> Any:
    labs = lab_from_hex(list(PALETTE.values())).astype(np.float32)
    return pa.FixedSizeListArray.from_arrays(pa.array(labs[colour].ravel()), 3)


def _empty(field: Any, rows: int) -> Any:
    value = None if field.nullable else "" if pa.types.is_string(field.type) else 0
    return pa.array([value] * rows, field.type)
