"""Products of a feed as batches of the catalog table."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE, Category
from contracts.palette import PALETTE
from services.recommender.catalog.schema import FEED_SCHEMA, SCHEMA
from services.recommender.feeds.colour_words import palette_colours
from services.recommender.feeds.product import FeedProduct
from serving.colour.lab import lab_from_hex


@dataclass(frozen=True)
class CatalogProduct:
    """A product of a feed with what was made of it. `embedding`: `[256]` float32 of unit length."""

    feed: FeedProduct
    category: Category | None
    embedding: NDArray[np.float32]
    embedding_model: str
    picture_digest: str = ""
    first_seen: int = 0
    """Unix seconds."""


def record_batch(products: Sequence[CatalogProduct]) -> Any:
    """The products as a `pyarrow.RecordBatch` of `SCHEMA`."""
    return complete_batch(
        feed_batch([product.feed for product in products], [product.category for product in products]),
        np.stack([product.embedding for product in products]),
        [product.embedding_model for product in products],
        [product.picture_digest for product in products],
        [product.first_seen for product in products],
    )


def feed_batch(products: Sequence[FeedProduct], categories: Sequence[Category | None]) -> Any:
    """Products of a feed, each with its category, as a `pyarrow.RecordBatch` of `FEED_SCHEMA`."""
    attributes = [vars(product) for product in products]  # several times faster than attribute access
    colours = [_colours(product.color) for product in products]
    made: dict[str, list[Any]] = {
        "price_cents": [product.price.cents for product in products],
        "sale_price_cents": [product.sale_price and product.sale_price.cents for product in products],
        "asked_cents": [product.asked.cents for product in products],
        "currency": [product.price.currency for product in products],
        "category": [category or "" for category in categories],
        "colour": [name for name, _, _ in colours],
        "colour_hexes": [hexes for _, hexes, _ in colours],
        "colour_lab": [lab for _, _, lab in colours],
    }
    arrays = [
        pa.array(made.get(field.name) or [one[field.name] for one in attributes], field.type)
        for field in FEED_SCHEMA
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=FEED_SCHEMA)


def complete_batch(
    feed: Any,
    embeddings: NDArray[np.floating[Any]],
    models: Sequence[str],
    digests: Sequence[str],
    first_seen: Sequence[int] | NDArray[np.int64],
) -> Any:
    """A batch of `FEED_SCHEMA` and, for each of its `n` rows, the columns of `PICTURE_SCHEMA`.

    Args:
        feed: `pyarrow.RecordBatch`.
        embeddings: `[n, 256]`.
        models: that made them.
        digests: of the pictures.
        first_seen: Unix seconds.
    """
    numbers = pa.array(np.ascontiguousarray(embeddings, np.float16).ravel())
    seen = [
        pa.FixedSizeListArray.from_arrays(numbers, EMBEDDING_SIZE),
        pa.array(models, pa.string()),
        pa.array(digests, pa.string()),
        pa.array(first_seen, pa.int64()),
    ]
    return pa.RecordBatch.from_arrays([*feed.columns, *seen], schema=SCHEMA)


@functools.lru_cache(maxsize=4096)
def _colours(text: str) -> tuple[str, str, list[float] | None]:
    """A feed's `color` -> the palette's name of the main one, all as #rrggbb, Lab of the main one."""
    names = palette_colours(text)
    hexes = [PALETTE[name] for name in names]
    lab = lab_from_hex(hexes[:1])[0].tolist() if hexes else None
    return (names[0] if names else text), ",".join(hexes), lab
