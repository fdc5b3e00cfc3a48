"""The columns of the catalog table, and a product as it goes in and comes out."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE, Category
from contracts.palette import PALETTE
from contracts.recommender import Price, Product
from services.recommender.feeds.colour_words import palette_colours
from services.recommender.feeds.product import FeedProduct
from serving.image.colour_difference import lab_from_hex

TABLE: Final = "products"
LIVE: Final = "live"
"""Tag of the version that is served: moved when an import is complete, and only then."""

IMPORT_ID: Final = b"import_id"
"""Key of the schema's metadata: tells apart two catalogs that happen to have the same version number."""

FEED_SCHEMA: Final = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("description", pa.string(), nullable=False),
        pa.field("brand", pa.string(), nullable=False),
        pa.field("link", pa.string(), nullable=False),
        pa.field("image_link", pa.string(), nullable=False),
        pa.field("additional_image_link", pa.string(), nullable=False),
        pa.field("availability", pa.string(), nullable=False),
        pa.field("price_cents", pa.int64(), nullable=False),
        pa.field("sale_price_cents", pa.int64()),
        pa.field("asked_cents", pa.int64(), nullable=False),  # what a shopper pays: filters read this
        pa.field("currency", pa.string(), nullable=False),
        pa.field("category", pa.string(), nullable=False),  # empty for what is none of the ten
        pa.field("gender", pa.string(), nullable=False),
        pa.field("age_group", pa.string(), nullable=False),
        pa.field("color", pa.string(), nullable=False),  # as the feed says it
        pa.field("colour", pa.string(), nullable=False),  # the palette's name of the main colour
        pa.field(
            "colour_hexes", pa.string(), nullable=False
        ),  # up to three #rrggbb, main one first, by commas
        pa.field("colour_lab", pa.list_(pa.float32(), 3)),  # Lab of the main colour
        pa.field("pattern", pa.string(), nullable=False),
        pa.field("material", pa.string(), nullable=False),
        pa.field("size", pa.string(), nullable=False),
        pa.field("item_group_id", pa.string(), nullable=False),
        pa.field("gtin", pa.string(), nullable=False),
        pa.field("google_product_category", pa.string(), nullable=False),
        pa.field("product_type", pa.string(), nullable=False),
    ]
)
"""What is known from the feed alone."""

PICTURE_SCHEMA: Final = pa.schema(
    [
        # of unit length; zero, of no model, where no picture was read
        pa.field("embedding", pa.list_(pa.float16(), EMBEDDING_SIZE), nullable=False),
        pa.field("embedding_model", pa.string(), nullable=False),  # only its own kind is compared with it
        pa.field("picture_digest", pa.string(), nullable=False),  # of the picture that was embedded
        pa.field("first_seen", pa.int64(), nullable=False),  # Unix seconds; kept when it is imported again
    ]
)
"""What was seen in its picture, and when the shop had it first."""

SCHEMA: Final = pa.schema([*FEED_SCHEMA, *PICTURE_SCHEMA])

PRODUCT_COLUMNS: Final = [
    "id", "title", "description", "brand", "category", "gender", "colour",
    "asked_cents", "currency", "availability", "link", "image_link",
]  # fmt: skip
"""What `product_from_row` reads."""


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


def product_from_row(row: Mapping[str, Any]) -> Product:
    """A row of the table -> the product as it is shown."""
    amount = f"{row['asked_cents'] // 100}.{row['asked_cents'] % 100:02d}"
    shown = {name: row[name] for name in PRODUCT_COLUMNS if name not in ("asked_cents", "currency")}
    return Product(**shown, price=Price(amount=amount, currency=row["currency"]))


@functools.lru_cache(maxsize=4096)
def _colours(text: str) -> tuple[str, str, list[float] | None]:
    """A feed's `color` -> the palette's name of the main one, all as #rrggbb, Lab of the main one."""
    names = palette_colours(text)
    hexes = [PALETTE[name] for name in names]
    lab = lab_from_hex(hexes[:1])[0].tolist() if hexes else None
    return (names[0] if names else text), ",".join(hexes), lab
