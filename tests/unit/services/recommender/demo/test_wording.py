"""The shop's words, and the rows they go into."""

from typing import get_args

import pytest

pytest.importorskip("skia", reason="drawing needs the extra `demo`, libEGL and libGL", exc_type=ImportError)

from services.recommender.demo.collection.style import Style
from services.recommender.demo.draw.cloth import Cloth, Pattern, Weave
from services.recommender.demo.draw.tee import Tee
from services.recommender.demo.feed import items, rows
from services.recommender.demo.wording import PATTERN_WORDS, WEAVE_WORDS, colours_of, description, title


def style(*cloths: Cloth, material: str = "100% cotton") -> Style:
    return Style("Quay tee", "Tee", "unisex", "Tidewell", "19.90", material, "A tee.", Tee(), cloths)


def test_every_pattern_and_weave_has_words() -> None:
    assert set(PATTERN_WORDS) == set(get_args(Pattern))
    assert set(WEAVE_WORDS) == set(get_args(Weave)) - {"smooth"}


def test_a_title_says_colour_and_pattern() -> None:
    assert title(style(), Cloth("red")) == "Quay tee in red"
    assert title(style(), Cloth("red", "white", pattern="dots")) == "Quay tee in red with white dots"
    assert title(style(), Cloth("red", "navy", trimmed=True)) == "Quay tee in red and navy"


def test_colours_name_what_shows_the_main_one_first() -> None:
    assert colours_of(Cloth("red", "white")) == ("red",)
    assert colours_of(Cloth("red", "white", pattern="dots")) == ("red", "white")
    assert colours_of(Cloth("red", "navy", "white", "colour block")) == ("red", "navy", "white")
    assert colours_of(Cloth("white", "white", "red", "fair isle")) == ("white", "red")


def test_silk_is_not_put_into_the_machine() -> None:
    assert "Machine" not in description(style(material="100% silk"), Cloth("red"), 0)
    assert "Machine wash" in description(style(), Cloth("red"), 5)


def test_a_smooth_cloth_feels_like_its_material_and_others_like_their_weave() -> None:
    assert "breathing linen" in description(style(material="100% linen"), Cloth("red"), 0)
    assert "fine rib" in description(style(material="100% linen"), Cloth("red", weave="rib"), 0)


def test_colours_of_a_style_share_their_group_and_count_up() -> None:
    sizes = [rows(item) for item in items([style(Cloth("red"), Cloth("navy")), style(Cloth("white"))])]
    firsts = [of_item[0] for of_item in sizes]
    assert [row["id"] for row in firsts] == ["tee-0001", "tee-0002", "tee-0003"]
    assert [row["item_group_id"] for row in firsts] == ["tee-style-01", "tee-style-01", "tee-style-02"]
    assert firsts[0]["product_type"] == "Unisex > Tops > Tee"
    assert firsts[0]["price"] == "19.90 EUR"
