"""The columns of the catalog table, and what its versions are called."""

from typing import Final

import pyarrow as pa

from contracts.clothes import EMBEDDING_SIZE

TABLE: Final = "products"
LIVE: Final = "live"
"""Tag of the version that is served: moved when an import is complete, and only then."""

IMPORT_ID: Final = b"import_id"
"""Key of the schema's metadata: tells apart two catalogs that happen to have the same version number."""

MAX_COLOURS: Final = 3
"""A feed's `color` has at most three colours, the main one first (Google Merchant product data)."""

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
