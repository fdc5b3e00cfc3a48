"""The columns of the catalog table, and a product as it goes in and comes out."""

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

SCHEMA: Final = pa.schema(
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
        pa.field("category", pa.string(), nullable=False),
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
        pa.field("embedding", pa.list_(pa.float16(), EMBEDDING_SIZE), nullable=False),  # unit length
        pa.field("embedding_model", pa.string(), nullable=False),  # only its own kind is compared with it
        pa.field("picture_digest", pa.string(), nullable=False),  # of the picture that was embedded
        pa.field("first_seen", pa.int64(), nullable=False),  # Unix seconds; kept when it is imported again
    ]
)

PRODUCT_COLUMNS: Final = [
    "id", "title", "description", "brand", "category", "gender", "colour",
    "asked_cents", "currency", "availability", "link", "image_link",
]  # fmt: skip
"""What `product_from_row` reads."""


@dataclass(frozen=True)
class CatalogProduct:
    """A product of a feed with what was made of it. `embedding`: `[256]` float32 of unit length."""

    feed: FeedProduct
    category: Category
    embedding: NDArray[np.float32]
    embedding_model: str
    picture_digest: str = ""
    first_seen: int = 0
    """Unix seconds."""


def record_batch(products: Sequence[CatalogProduct]) -> Any:
    """The products as a `pyarrow.RecordBatch` of `SCHEMA`."""
    rows = [_row(product) for product in products]
    embeddings = np.stack([product.embedding for product in products]).astype(np.float16)
    arrays = [
        pa.FixedSizeListArray.from_arrays(pa.array(embeddings.ravel()), EMBEDDING_SIZE)
        if field.name == "embedding"
        else pa.array([row[field.name] for row in rows], field.type)
        for field in SCHEMA
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def product_from_row(row: Mapping[str, Any]) -> Product:
    """A row of the table -> the product as it is shown."""
    amount = f"{row['asked_cents'] // 100}.{row['asked_cents'] % 100:02d}"
    shown = {name: row[name] for name in PRODUCT_COLUMNS if name not in ("asked_cents", "currency")}
    return Product(**shown, price=Price(amount=amount, currency=row["currency"]))


def _row(product: CatalogProduct) -> dict[str, Any]:
    feed = product.feed
    colours = palette_colours(feed.color)
    hexes = [PALETTE[name] for name in colours]
    return {
        **feed.model_dump(exclude={"price", "sale_price"}),
        "price_cents": feed.price.cents,
        "sale_price_cents": feed.sale_price.cents if feed.sale_price else None,
        "asked_cents": feed.asked.cents,
        "currency": feed.price.currency,
        "category": product.category,
        "colour": colours[0] if colours else feed.color,
        "colour_hexes": ",".join(hexes),
        "colour_lab": lab_from_hex(hexes[:1])[0].tolist() if hexes else None,
        "embedding_model": product.embedding_model,
        "picture_digest": product.picture_digest,
        "first_seen": product.first_seen,
    }
