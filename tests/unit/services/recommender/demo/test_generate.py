"""The generator: the same every time, and what it wrote is what is committed."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("skia", reason="drawing needs the extra `demo`, libEGL and libGL", exc_type=ImportError)

from PIL import Image

from services.recommender.demo.collection import COLLECTION
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import rectangle
from services.recommender.demo.draw.shades import shades
from services.recommender.demo.feed import Item, items, rows, to_tsv
from services.recommender.demo.generate import FOLDER, picture

ITEMS = items(COLLECTION)
ONE_OF_EACH_CATEGORY = list({item.style.category: item for item in ITEMS}.values())


@cache
def drawn(item: Item) -> NDArray[np.uint8]:
    return picture(item)


def thumbnail(image: Image.Image) -> NDArray[np.float32]:
    """Small enough that WebP's loss does not show."""
    return np.asarray(image.resize((64, 85), Image.Resampling.BOX), dtype=np.float32)


def test_the_committed_feed_is_the_collection() -> None:
    assert (FOLDER / "feed.tsv").read_text(encoding="utf-8") == to_tsv(
        row for item in ITEMS for row in rows(item)
    )


@pytest.mark.parametrize("item", ONE_OF_EACH_CATEGORY, ids=lambda item: item.id)
def test_the_committed_picture_is_what_is_drawn(item: Item) -> None:
    with Image.open(FOLDER / "images" / f"{item.id}.webp") as image:
        committed = thumbnail(image.convert("RGB"))
    assert np.abs(thumbnail(Image.fromarray(drawn(item))) - committed).mean() < 1.5


def test_drawing_twice_gives_the_same_pixels() -> None:
    assert np.array_equal(picture(ITEMS[0]), picture(ITEMS[0]))


@pytest.mark.parametrize("item", ONE_OF_EACH_CATEGORY, ids=lambda item: item.id)
def test_a_garment_fills_the_picture_and_stays_inside_it(item: Item) -> None:
    empty = Canvas().pixels().astype(np.int16)
    inked = np.abs(drawn(item).astype(np.int16) - empty).max(axis=2) > 60
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    assert rows[0] >= 12
    assert rows[-1] < 683 - 12
    assert columns[0] >= 8
    assert columns[-1] < 512 - 8
    assert max(rows[-1] - rows[0], columns[-1] - columns[0]) >= 380
    assert abs(columns[0] + columns[-1] - 511) <= 16


def test_a_piece_has_its_colour_in_the_middle_and_shade_at_its_edge() -> None:
    canvas = Canvas(200, 200)
    canvas.piece(rectangle(-80, 20, 80, 180), Cloth("teal"))
    pixels = canvas.pixels()
    base = np.array(shades("teal").base) * 255
    assert np.abs(pixels[100, 100] - base).max() <= 2
    assert pixels[100, 24].sum() < pixels[100, 100].sum() - 20


def test_what_is_drawn_inside_an_outline_is_cut_there() -> None:
    canvas = Canvas(100, 100)
    before = canvas.pixels()
    with canvas.inside(rectangle(-10, 40, 10, 60)):
        canvas.fill(rectangle(-50, 0, 50, 100), (0.0, 0.0, 0.0))
    changed = (canvas.pixels() != before).any(axis=2)
    assert changed[41:59, 41:59].all()
    assert changed.sum() == 400


def test_it_writes_the_whole_shop_and_removes_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.recommender.demo import generate

    monkeypatch.setattr(generate, "COLLECTION", COLLECTION[:1])
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "gone-0001.webp").write_bytes(b"")
    count = generate.write_demo(tmp_path)
    written = {path.name for path in (tmp_path / "images").iterdir()}
    assert written == {f"{item.id}.webp" for item in items(COLLECTION[:1])}
    assert len(written) == count
    lines = (tmp_path / "feed.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) - 1 == sum(len(rows(item)) for item in items(COLLECTION[:1])) > count
