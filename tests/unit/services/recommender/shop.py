"""A small shop: a feed with pictures, an embedder that needs no network, a served catalog."""

import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, EMBEDDING_SIZE, Category, Slot, encode_embedding
from contracts.palette import PALETTE
from services.recommender.app import make_app
from services.recommender.catalog.embeddings import Embeddings, InMemory
from services.recommender.catalog.schema import SCHEMA
from services.recommender.catalog.shelf import Shelf, ShelfBuilder
from services.recommender.feeds.file import FeedFile
from services.recommender.feeds.product import FeedProduct
from services.recommender.importing.batches import CatalogProduct, record_batch
from services.recommender.importing.looking import OwnEyes
from services.recommender.importing.report import ImportReport
from services.recommender.importing.run import import_feed
from services.recommender.pictures.embed import Embedder
from services.recommender.pictures.reading import PictureReader
from services.recommender.pictures.sources import FolderPictures
from services.recommender.ranking.candidates import Candidates
from services.recommender.settings import RecommenderSettings

ALL_CATEGORIES: list[Category] = [category for labels in CATEGORIES.values() for category in labels]
GENDERS = ("female", "male", "unisex")
AVAILABILITIES = ("in_stock", "out_of_stock", "preorder")
COLUMNS = (
    "id", "title", "link", "image_link", "availability", "price", "brand", "gender", "color", "pattern",
    "item_group_id", "product_type", "size",
)  # fmt: skip


class FakeEmbedder:
    """Looks at the mean colour of a picture and nothing else."""

    model = "fake@1"

    def embed(self, pictures: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        assert len(pictures) == len(slots)
        return np.stack([unit(int(picture.mean())) for picture in pictures])


def unit(seed: int) -> NDArray[np.float32]:
    """`[256]` of unit length."""
    vector = np.random.default_rng(seed).normal(size=EMBEDDING_SIZE)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def row(number: int, **changes: str) -> dict[str, str]:
    """A good row of a feed; products differ in everything that matters."""
    chance = np.random.default_rng(number)
    category = ALL_CATEGORIES[number % len(ALL_CATEGORIES)]
    colour = list(PALETTE)[chance.integers(len(PALETTE))]
    return {
        "id": f"p{number}",
        "title": f"{colour} {category}",
        "link": f"/shop/p{number}",
        "image_link": f"/shop/images/{number % 5}.png",
        "availability": AVAILABILITIES[chance.choice(3, p=[0.8, 0.1, 0.1])],
        "price": f"{chance.integers(1000, 20000) / 100:.2f} EUR",
        "brand": ("Atelier", "Nord & Süd", "ATELIER")[number // 10 % 3],
        "size": ("S", "M", "38", "xl", "")[number // 10 % 5],
        "gender": GENDERS[chance.integers(3)],
        "color": colour,
        "pattern": ("plain", "stripes")[chance.integers(2)],
        # p0 and p10 are one style, as are p1 and p11, p40 and p50, …; the others are on their own
        "item_group_id": f"g{number % 10}-{number // 40}" if number // 10 % 4 < 2 else "",
        "product_type": f"Clothing > {category}s",
        **changes,
    }


def feed_text(rows: Sequence[dict[str, str]]) -> str:
    lines = ["\t".join(COLUMNS), *("\t".join(one.get(name, "") for name in COLUMNS) for one in rows)]
    return "\n".join(lines) + "\n"


def write_feed(folder: Path, rows: Sequence[dict[str, str]]) -> Path:
    """`feed.tsv` and five pictures in `images/`."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for number in range(5):
        picture = np.full((48, 40, 3), 50 * number, np.uint8)
        assert cv2.imwrite(str(folder / "images" / f"{number}.png"), picture)
    feed = folder / "feed.tsv"
    feed.write_text(feed_text(rows), encoding="utf-8")
    return feed


def eyes(folder: Path, embedder: Embedder | None = None) -> OwnEyes:
    """For the pictures of `write_feed`."""
    return OwnEyes(PictureReader(FolderPictures(folder / "images")), embedder or FakeEmbedder())


def import_rows(folder: Path, rows: Sequence[dict[str, str]], **options: Any) -> ImportReport:
    """Into the catalog at `folder/catalog`."""
    feed = write_feed(folder, rows)
    return import_feed(FeedFile(feed), str(folder / "catalog"), eyes(folder), **options)


def shelf(count: int = 60, kept: Embeddings | None = None, **changes: str) -> Shelf:
    """A catalog in memory: products 0 to `count`."""
    products = []
    for number in range(count):
        attributes = row(number, **changes)
        feed = FeedProduct.model_validate({name: value for name, value in attributes.items() if value})
        category = ALL_CATEGORIES[number % len(ALL_CATEGORIES)]
        embedding = unit(zlib.crc32(feed.id.encode()))
        products.append(CatalogProduct(feed, category, embedding, "fake@1"))
    table = pa.Table.from_batches([record_batch(products)] if products else [], SCHEMA)
    builder = ShelfBuilder(table, count, kept or InMemory(count))
    for batch in table.append_column("_rowid", pa.array(range(count), pa.uint64())).to_batches(17):
        builder.add(batch)
    return builder.build(made_at=0)


def catalog_batch(start: int, stop: int, model: str = "fake@1", **changes: str) -> Any:
    """`pyarrow.RecordBatch` of the products with these numbers, as it is written to a catalog."""
    products = []
    for number in range(start, stop):
        attributes = {name: value for name, value in row(number, **changes).items() if value}
        category = ALL_CATEGORIES[number % len(ALL_CATEGORIES)]
        products.append(CatalogProduct(FeedProduct.model_validate(attributes), category, unit(number), model))
    return record_batch(products)


def candidates(count: int = 60, **changes: str) -> Candidates:
    """Products in memory, in the order of their numbers."""
    everything = shelf(count, None, **changes)
    rows = np.argsort(everything.places)
    return everything.candidates(rows, everything.embedding(rows))


def garment(slot: Slot = "upper", seed: int = 3, **changes: Any) -> dict[str, Any]:
    """A garment of a request, as JSON."""
    labels = CATEGORIES[slot]
    return {
        "slot": slot,
        "categories": [
            {"label": labels[0], "confidence": 0.7},
            {"label": labels[1], "confidence": 0.25},
            {"label": labels[2], "confidence": 0.01},
        ],
        "colours": [
            {"name": "red", "hex": "#c9282f", "share": 0.7},
            {"name": "navy", "hex": "#1f2a4d", "share": 0.2},
        ],
        "embedding": encode_embedding(unit(seed)),
        "model": "fake@1",
        **changes,
    }


def request(*garments: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A request, as JSON."""
    gender = {"label": "all", "confidence": 0, "source": "none"}
    return {"garments": list(garments) or [garment()], "gender": gender, **changes}


@asynccontextmanager
async def serving(catalog: Path, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """The service over a catalog, without a socket."""
    app = make_app(RecommenderSettings(catalog_uri=str(catalog), **settings))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://recommender") as client:
            yield client
