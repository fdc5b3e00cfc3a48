"""The product photos as a catalog and as questions, both read by the product's own networks."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

import cv2
import httpx
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from contracts.clothes import Category, ClothesResponse
from contracts.geometry import WHOLE_FRAME
from contracts.recommender import GarmentQuery
from gateway.reading import worth_showing
from gateway.settings import GatewaySettings
from services.clothes.app import make_app
from services.recommender.catalog.embeddings import InMemory
from services.recommender.catalog.shelf import ShelfBuilder
from services.recommender.feeds.categories import SLOT_OF, load_categories
from services.recommender.feeds.colour_words import palette_colours
from services.recommender.feeds.product import FeedProduct
from services.recommender.importing.batches import CatalogProduct, record_batch
from services.recommender.pictures.embed import ClothesEmbedder
from services.recommender.ranking.candidates import Candidates
from serving.networks.clothes_crop import garment_crop
from serving.settings import ModelSettings
from training.data.products import ProductPhoto, product_photos
from training.data.shards import Shards

GENDERS: dict[str, Literal["male", "female", "unisex"]] = {
    "Men": "male",
    "Women": "female",
    "Unisex": "unisex",
}
"""Departments of grown-ups; the 32 photos of children's clothes are left out."""

BATCH = 16


@dataclass(frozen=True)
class LabelledPhoto:
    """A product photo, and what an import makes of its labels; without a colour none is known."""

    photo: ProductPhoto
    category: Category
    colour: str | None
    gender: Literal["male", "female", "unisex"]


def labelled_photos() -> list[LabelledPhoto]:
    """Those that an import would take, in the order of the index.

    Raises:
        DataError: there are no such photos.
    """
    found = []
    for photo in product_photos():
        category = load_categories().category("", photo.article_type, photo.article_type)
        if category is not None and photo.gender in GENDERS:
            colours = palette_colours(photo.base_colour)
            found.append(
                LabelledPhoto(photo, category, colours[0] if colours else None, GENDERS[photo.gender])
            )
    return found


def as_products(photos: Iterable[LabelledPhoto], shards: Shards, embedder: ClothesEmbedder) -> Candidates:
    """The photos in their order, as a catalog holds them after an import.

    All cost the same and came at an unknown time: the data set has no prices and no dates.
    """
    batches, rest = [], iter(photos)
    while some := list(islice(rest, BATCH)):
        pictures = (shards.rgb(one.photo.shard, one.photo.file) for one in some)
        crops = [garment_crop(picture, WHOLE_FRAME) for picture in pictures]
        embeddings = embedder.embed(crops, [SLOT_OF[one.category] for one in some])
        products = [
            CatalogProduct(_feed_product(one), one.category, embedding, embedder.model)
            for one, embedding in zip(some, embeddings, strict=True)
        ]
        batches.append(record_batch(products))
    table = pa.Table.from_batches(batches)
    builder = ShelfBuilder(table, len(table), InMemory(len(table)))
    for batch in table.append_column("_rowid", pa.array(range(len(table)), pa.uint64())).to_batches():
        builder.add(batch)
    shelf = builder.build(made_at=0)
    rows = np.argsort(shelf.places)
    return shelf.candidates(rows, shelf.embedding(rows))


def as_questions(photos: Iterable[LabelledPhoto], shards: Shards, models: Path) -> list[GarmentQuery]:
    """What the clothes service reads in each photo, and the gateway asks for: nothing of the labels."""

    async def ask() -> list[GarmentQuery]:
        app = make_app(ModelSettings(models_dir=models, log_level="WARNING"))
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://clothes", timeout=60) as client,
        ):
            return [await _question(client, shards.rgb(one.photo.shard, one.photo.file)) for one in photos]

    return asyncio.run(ask())


async def _question(client: httpx.AsyncClient, pixels: NDArray[np.uint8]) -> GarmentQuery:
    encoded = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))[1].tobytes()
    response = await client.post("/v1/clothes", content=encoded)
    answer = ClothesResponse.model_validate_json(response.raise_for_status().content)
    reading = worth_showing(answer.garments, GatewaySettings().worn_threshold)[0]
    return GarmentQuery(
        slot=reading.slot,
        categories=reading.categories,
        colours=reading.colours,
        embedding=reading.embedding,
        model=answer.model,
    )


def _feed_product(one: LabelledPhoto) -> FeedProduct:
    name = one.photo.file
    return FeedProduct(
        id=name[:50],
        title=one.photo.article_type,
        link=f"/{name}",
        image_link=f"/{name}",
        availability="in_stock",
        price="1.00 EUR",
        gender=one.gender,
        color=one.photo.base_colour[:100],
    )
