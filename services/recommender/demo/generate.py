"""Draws the demo shop and writes its feed: `python -m services.recommender.demo.generate`."""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from services.recommender.demo.collection import COLLECTION
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.feed import Item, items, rows, to_tsv

FOLDER = Path(__file__).parent
QUALITY = 78
"""WebP quality: no visible loss at the size that a product card shows."""


def picture(item: Item) -> NDArray[np.uint8]:
    """The product's picture: `[683, 512, 3]` uint8 RGB."""
    canvas = Canvas()
    item.style.cut.draw(canvas, item.cloth)
    return canvas.pixels()


def to_webp(pixels: NDArray[np.uint8]) -> bytes:
    """A picture as a WebP file."""
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "WEBP", quality=QUALITY, method=4)
    return data.getvalue()


def write_demo(folder: Path) -> int:
    """Write `feed.tsv` and `images/` into `folder`, without pictures of products that are gone; the count."""
    images = folder / "images"
    images.mkdir(parents=True, exist_ok=True)
    products = items(COLLECTION)
    for stale in set(images.glob("*.webp")) - {images / f"{item.id}.webp" for item in products}:
        stale.unlink()
    for item in products:
        (images / f"{item.id}.webp").write_bytes(to_webp(picture(item)))
    feed = to_tsv(row for item in products for row in rows(item))
    (folder / "feed.tsv").write_text(feed, encoding="utf-8")
    return len(products)


if __name__ == "__main__":
    print(f"{write_demo(FOLDER)} products in {FOLDER}")
