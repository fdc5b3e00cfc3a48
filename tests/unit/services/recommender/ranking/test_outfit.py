from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.clothes import CATEGORIES, Slot
from contracts.palette import PALETTE
from contracts.recommender import Filters, GarmentQuery, GenderHint
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.look import Look, look_from_query
from services.recommender.ranking.outfit import complete, completing_look, varied
from services.recommender.ranking.outfit_parts import (
    completing_categories,
    harmony_fit,
    worn_with_colour_fit,
    worn_with_fit,
)
from services.recommender.ranking.weights import RankingWeights
from tests.unit.services.recommender.shop import candidates, garment

PRODUCTS = candidates(200)
NOBODY = GenderHint(label="all", confidence=0, source="none")
ANYTHING = Filters(in_stock=False)


def look(slot: Slot = "upper", colour: str = "navy", **changes: Any) -> Look:
    colours = [{"name": colour, "hex": PALETTE[colour], "share": 1.0}]
    query = GarmentQuery.model_validate(garment(slot, **{"colours": colours, **changes}))
    return look_from_query(query, "garments.0")


def of(garment_look: Look) -> Candidates:
    return PRODUCTS.take(np.isin(PRODUCTS.category, completing_categories(garment_look)))


def test_halves_complete_each_other_and_a_jacket_goes_over_a_dress() -> None:
    assert completing_categories(look("upper")) == CATEGORIES["lower"]
    assert completing_categories(look("lower")) == CATEGORIES["upper"]
    assert completing_categories(look("whole")) == ("Jacket", "Blazer")
    kimono = look("whole", categories=[{"label": "Kimono", "confidence": 1.0}])
    assert completing_categories(kimono) == ()


def test_what_a_catalog_is_asked_for_is_open() -> None:
    open_look = completing_look(look("lower"))
    assert set(open_look.categories) == set(CATEGORIES["upper"])
    assert open_look.embedding is None
    assert not len(open_look.colour_labs)


def test_black_goes_with_a_red_tee_and_green_does_not() -> None:
    red = look(colour="red")
    products = of(red)
    scores = harmony_fit(red, products)
    assert scores[products.colour == "black"].min() > 0.8
    green = (products.colour == "green") & (products.category != "Jeans")
    assert scores[green].max() < 0.6


def test_blue_jeans_go_with_everything_but_the_same_blue() -> None:
    for colour in PALETTE:
        garment_look = look(colour=colour)
        products = of(garment_look)
        scores = harmony_fit(garment_look, products)
        jeans = (products.category == "Jeans") & np.isin(products.colour, ["blue", "navy", "light blue"])
        assert (scores[jeans & (products.colour != colour)] == 1).all()


def test_with_blue_jeans_everything_goes_but_the_same_blue_and_neutrals_go_best() -> None:
    blue = look("lower", "blue", categories=[{"label": "Jeans", "confidence": 1.0}])
    products = of(blue)
    scores = harmony_fit(blue, products)
    assert scores[products.colour != "blue"].min() == pytest.approx(0.8)
    assert scores[products.colour == "blue"].max() < 0.8
    assert scores[np.isin(products.colour, ["white", "black"])].min() > 0.95
    assert scores[np.isin(products.colour, ["green", "red"])].max() < 0.9


def test_neutrals_and_denim_complete_a_red_tee_before_pink_does() -> None:
    red = look(colour="red")
    jeans = of(red).take(of(red).category == "Jeans")
    assert "pink" in jeans.colour
    picks = complete(red, jeans, NOBODY, ANYTHING, len(jeans))
    colours = [str(jeans.colour[jeans.ids.tolist().index(pick.id)]) for pick in picks]
    before = set(colours[: colours.index("pink")])
    assert before & {"navy", "blue", "light blue"}
    assert before & {"black", "charcoal", "grey", "white", "cream", "beige"}
    assert not before & {"red", "orange", "burgundy", "purple"}


def test_without_colours_there_is_no_harmony_and_still_an_answer() -> None:
    plain = look(colours=[])
    assert np.isnan(harmony_fit(plain, of(plain))).all()
    assert np.isnan(worn_with_colour_fit(plain, of(plain))).all()
    picks = complete(plain, of(plain), NOBODY, ANYTHING, 6)
    assert len(picks) == 6
    assert all(pick.reasons for pick in picks)


def test_the_most_usual_category_is_worth_most() -> None:
    garment_look = look("upper")
    products = of(garment_look)
    scores = worn_with_fit(garment_look, products)
    assert scores.max() == 1
    assert scores[products.category == "Jeans"].min() == 1
    assert scores[products.category == "Shorts"].max() < 0.5


@given(
    st.permutations(range(len(PRODUCTS))), st.sampled_from(list(PALETTE)), st.sampled_from(["upper", "lower"])
)
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_candidates_changes_nothing(order: list[int], colour: str, slot: Slot) -> None:
    garment_look = look(slot, colour)
    shuffled = PRODUCTS.take(np.array(order))
    shuffled = shuffled.take(np.isin(shuffled.category, completing_categories(garment_look)))
    expected = complete(garment_look, of(garment_look), NOBODY, ANYTHING, 8)
    assert complete(garment_look, shuffled, NOBODY, ANYTHING, 8) == expected


@given(st.sampled_from(list(PALETTE)), st.sampled_from(["upper", "lower", "whole"]), st.integers(0, 12))
@settings(max_examples=30, deadline=None)
def test_pieces_are_of_different_items_and_scores_bounded(colour: str, slot: Slot, count: int) -> None:
    garment_look = look(slot, colour)
    products = of(garment_look)
    picks = complete(garment_look, products, NOBODY, ANYTHING, count)
    rows = [products.ids.tolist().index(pick.id) for pick in picks]
    groups = [str(products.group[row]) for row in rows]
    assert len(picks) == min(count, len(set(map(str, products.group))))
    assert len(set(groups)) == len(groups)
    assert all(0 <= pick.score <= 1 for pick in picks)


def test_not_six_of_the_same_jeans() -> None:
    garment_look = look("upper")
    products = of(garment_look)
    picks = complete(garment_look, products, NOBODY, ANYTHING, 6)
    rows = [products.ids.tolist().index(pick.id) for pick in picks]
    assert len({str(products.category[row]) for row in rows}) >= 2
    assert len({str(products.colour[row]) for row in rows}) >= 3


def test_of_equals_another_category_and_colour_comes_next() -> None:
    products = candidates(3)
    products = replace(
        products,
        category=np.array(["Jeans", "Jeans", "Skirt"]),
        colour=np.array(["blue", "blue", "red"]),
        group=np.array(["a", "b", "c"]),
    )
    assert varied(products, np.array([0.9, 0.8, 0.7], np.float32), 3) == [0, 2, 1]


def test_reasons_are_true() -> None:
    garment_look = look("upper", colour="navy", categories=[{"label": "Blazer", "confidence": 1.0}])
    products = of(garment_look)
    picks = complete(garment_look, products, NOBODY, ANYTHING, 100)
    fits = dict(zip(products.ids.tolist(), harmony_fit(garment_look, products).tolist(), strict=True))
    kinds = dict(zip(products.ids.tolist(), products.category.tolist(), strict=True))
    for pick in picks:
        assert ("goes with navy" in pick.reasons) == (fits[pick.id] >= 0.8)
        assert ("often worn with blazers" in pick.reasons) == (kinds[pick.id] == "Jeans")
        assert pick.reasons


@pytest.mark.parametrize("part", ["harmony", "worn_with", "worn_with_colour"])
def test_a_weight_makes_its_part_decide(part: str) -> None:
    weights = RankingWeights.model_validate(
        {**dict.fromkeys(("harmony", "worn_with", "worn_with_colour"), 0.0), part: 1.0}
        | dict.fromkeys(("availability", "price", "freshness"), 0.0)
    )
    garment_look = look("upper", colour="red")
    products = of(garment_look)
    fits = {
        "harmony": harmony_fit,
        "worn_with": worn_with_fit,
        "worn_with_colour": worn_with_colour_fit,
    }[part](garment_look, products)
    best = complete(garment_look, products, NOBODY, ANYTHING, 1, weights)[0]
    assert best.score == pytest.approx(float(np.nanmax(fits)), abs=1e-3)
