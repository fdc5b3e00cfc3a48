"""The committed feed and its pictures: whole, consistent, and no two products alike."""

import csv
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from contracts.clothes import CATEGORIES
from contracts.palette import PALETTE
from services.recommender import demo

FOLDER = Path(demo.__file__).parent
SIZE = (512, 683)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (FOLDER / "feed.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def drawn(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of the sizes that are photographed: one of each product."""
    return list({row["image_link"]: row for row in reversed(rows)}.values())[::-1]


def image_of(row: dict[str, str]) -> Path:
    return FOLDER / "images" / Path(row["image_link"]).name


def test_it_is_a_shop_of_all_categories_and_departments(drawn: list[dict[str, str]]) -> None:
    assert len(drawn) >= 320
    counts = Counter(row["product_type"].rsplit(" > ", 1)[1] for row in drawn)
    assert set(counts) == {label for labels in CATEGORIES.values() for label in labels}
    assert min(counts.values()) >= 25
    assert {row["gender"] for row in drawn} == {"male", "female", "unisex"}


def test_ids_are_unique_and_titles_too_but_for_the_size(
    rows: list[dict[str, str]], drawn: list[dict[str, str]]
) -> None:
    assert len({row["id"] for row in rows}) == len(rows)
    for column in ("title", "description", "image_link"):
        assert len({row[column] for row in drawn}) == len(drawn), column


def test_a_product_differs_in_size_only(rows: list[dict[str, str]], drawn: list[dict[str, str]]) -> None:
    of_size = {"id", "link", "size", "availability"}
    for product in drawn:
        sizes = [row for row in rows if row["image_link"] == product["image_link"]]
        assert sizes[0]["size"] == "M"
        assert 3 <= len({row["size"] for row in sizes}) == len(sizes) <= 4
        for row in sizes:
            assert {**row, **{name: product[name] for name in of_size}} == product


def test_most_styles_come_in_several_colours_and_most_categories_in_several_brands(
    drawn: list[dict[str, str]],
) -> None:
    colours = Counter(row["item_group_id"] for row in drawn)
    assert sum(count > 1 for count in colours.values()) > 0.9 * len(colours)
    brands = {(row["product_type"].rsplit(" > ", 1)[1], row["brand"]) for row in drawn}
    assert sum(count > 1 for count in Counter(category for category, _ in brands).values()) >= 9


def test_every_colour_is_in_the_palette_and_used(rows: list[dict[str, str]]) -> None:
    named = {name for row in rows for name in row["color"].split("/")}
    assert named == set(PALETTE)


def test_attributes_have_the_merchant_form(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert re.fullmatch(r"\d+\.\d{2} EUR", row["price"]), row["id"]
        assert re.fullmatch(r"(\d+\.\d{2} EUR)?", row["sale_price"]), row["id"]
        assert row["availability"] in ("in_stock", "out_of_stock", "preorder"), row["id"]
        assert row["link"] == f"/shop/{row['id']}"
        assert len(row["title"]) <= 150
        assert len(row["color"]) <= 100
        if row["sale_price"]:
            assert float(row["sale_price"].split()[0]) < float(row["price"].split()[0])


def test_most_are_in_stock_but_not_all(rows: list[dict[str, str]]) -> None:
    stock = Counter(row["availability"] for row in rows)
    assert stock["in_stock"] > 0.85 * len(rows)
    assert stock["out_of_stock"] >= 3
    assert stock["preorder"] >= 3


def test_every_product_has_its_picture_and_no_picture_is_left_over(drawn: list[dict[str, str]]) -> None:
    for row in drawn:
        with Image.open(image_of(row)) as image:
            assert image.size == SIZE, row["id"]
            assert image.format == "WEBP"
    assert {image_of(row) for row in drawn} == set((FOLDER / "images").iterdir())


def test_the_pictures_are_light(drawn: list[dict[str, str]]) -> None:
    assert sum(image_of(row).stat().st_size for row in drawn) <= 6_000_000


def test_no_two_pictures_are_nearly_the_same(drawn: list[dict[str, str]]) -> None:
    thumbnails = []
    for row in drawn:
        with Image.open(image_of(row)) as image:
            small = image.convert("RGB").resize((24, 32), Image.Resampling.BOX)
            thumbnails.append(np.asarray(small, dtype=np.float32).ravel())
    sheet = np.stack(thumbnails)
    for index in range(len(drawn) - 1):
        distance = np.sqrt(np.mean((sheet[index + 1 :] - sheet[index]) ** 2, axis=1))
        nearest = int(distance.argmin())
        assert distance[nearest] >= 3.5, (drawn[index]["id"], drawn[index + 1 + nearest]["id"])


def test_colours_of_one_style_follow_each_other(rows: list[dict[str, str]]) -> None:
    groups = [row["item_group_id"] for row in rows]
    changes = sum(one != other for one, other in pairwise(groups))
    assert changes == len(set(groups)) - 1
