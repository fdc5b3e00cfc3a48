from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.clothes import encode_embedding
from contracts.recommender import Filters, GarmentQuery, GenderHint
from services.recommender.errors import BadQuery
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.fit import fit, weighted_mean
from services.recommender.ranking.look import Look, look_from_query, look_of_product
from services.recommender.ranking.pages import make_page
from services.recommender.ranking.parts import (
    DAY,
    SAME_NAME,
    SHADE,
    availability_fit,
    category_fit,
    colour_fit,
    department_fit,
    look_fit,
)
from services.recommender.ranking.weights import RankingWeights
from serving.colour.difference import ciede2000
from serving.colour.lab import lab_from_hex
from tests.unit.services.recommender.shop import candidates, garment

PRODUCTS = candidates(60)
NOBODY = GenderHint(label="all", confidence=0, source="none")


def look(**changes: Any) -> Look:
    return look_from_query(GarmentQuery.model_validate(garment(**changes)), "garments.0")


def hint(label: str, confidence: float, source: str) -> GenderHint:
    return GenderHint.model_validate({"label": label, "confidence": confidence, "source": source})


def test_the_product_itself_is_the_best_match_for_its_own_look() -> None:
    for row in range(len(PRODUCTS)):
        scores = fit(look_of_product(PRODUCTS.take(np.array([row]))), PRODUCTS, NOBODY).score
        alike = PRODUCTS.take(np.flatnonzero(scores == scores.max()))
        assert PRODUCTS.ids[row] in alike.ids or PRODUCTS.availability[row] != "in_stock"


def test_category_counts_softly_and_improbable_ones_are_not_searched() -> None:
    garment_look = look()
    assert set(garment_look.categories) == {"Tee", "Jacket"}
    scores = dict(zip(PRODUCTS.category.tolist(), category_fit(garment_look, PRODUCTS).tolist(), strict=True))
    assert scores["Tee"] == pytest.approx(0.7)
    assert scores["Jacket"] == pytest.approx(0.25)
    assert scores["Dress"] == 0


def test_the_most_probable_category_is_searched_however_improbable() -> None:
    categories = [{"label": "Tee", "confidence": 0.04}, {"label": "Jacket", "confidence": 0.03}]
    assert set(look(categories=categories).categories) == {"Tee"}


def test_a_garment_without_categories_may_be_any_of_its_slot() -> None:
    assert set(look(categories=[]).categories) == {"Tee", "Jacket", "Sweater", "Blazer"}


def test_look_is_compared_only_between_embeddings_of_one_model() -> None:
    assert not np.isnan(look_fit(look(), PRODUCTS)).any()
    assert np.isnan(look_fit(look(model="other@2"), PRODUCTS)).all()


def test_an_embedding_without_direction_is_no_evidence() -> None:
    for direction in (np.zeros(256), np.full(256, np.nan), np.full(256, np.inf)):
        assert look(embedding=encode_embedding(direction.astype(np.float32))).embedding is None


@pytest.mark.parametrize("embedding", ["", "AAAA", "not base64!", "é"])
def test_an_embedding_of_another_form_is_named(embedding: str) -> None:
    with pytest.raises(BadQuery, match=r"^garments\.0\.embedding: "):
        look(embedding=embedding)


def test_closeness_of_colours_is_half_at_the_half_distance() -> None:
    red, navy = lab_from_hex(["#c9282f", "#1f2a4d"])
    scores = colour_fit(look(colours=[{"name": "red", "hex": "#c9282f", "share": 1.0}]), PRODUCTS, half=12)
    assert scores[PRODUCTS.colour == "red"] == pytest.approx(1)
    assert (scores[PRODUCTS.colour == "burgundy"] > scores[PRODUCTS.colour == "teal"].max()).all()
    expected = 0.5 ** (ciede2000(red, navy, SHADE) / 12)
    assert scores[PRODUCTS.colour == "navy"] == pytest.approx(expected, rel=1e-4)


def test_a_colours_name_counts_where_its_shade_is_nearer_to_another() -> None:
    dark_green = look(colours=[{"name": "teal", "hex": "#193e2f", "share": 1.0}])
    scores = colour_fit(dark_green, PRODUCTS, half=14)
    assert scores[PRODUCTS.colour == "teal"].min() > scores[PRODUCTS.colour == "black"].max()
    assert scores[PRODUCTS.colour == "teal"].min() >= SAME_NAME


def test_colours_that_are_not_known_do_not_count() -> None:
    assert np.isnan(colour_fit(look(colours=[]), PRODUCTS, half=12)).all()
    strange = candidates(10, color="stardust")
    assert np.isnan(colour_fit(look(), strange, half=12)).all()
    assert not np.isnan(fit(look(), strange, NOBODY).score).any()


def test_colours_without_shares_count_the_same() -> None:
    colours = [{"name": "red", "hex": "#c9282f", "share": 0}, {"name": "navy", "hex": "#1f2a4d", "share": 0}]
    assert look(colours=colours).colour_shares.tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("gender", "other"),
    [
        (hint("female", 0.9, "model"), 0.1),
        (hint("female", 0.3, "shopper"), 0.0),
    ],
)
def test_the_other_department_gets_what_is_left_of_the_confidence(gender: GenderHint, other: float) -> None:
    scores = department_fit(PRODUCTS, gender, sure=0.7)
    assert scores[PRODUCTS.gender != "male"] == pytest.approx(1)
    assert scores[PRODUCTS.gender == "male"] == pytest.approx(other)


@pytest.mark.parametrize(
    "gender",
    [hint("female", 0.69, "model"), hint("all", 1.0, "shopper"), NOBODY],
)
def test_no_department_is_preferred(gender: GenderHint) -> None:
    assert (department_fit(PRODUCTS, gender, sure=0.7) == 1).all()


def test_in_stock_is_best() -> None:
    scores = availability_fit(PRODUCTS)
    assert set(scores[PRODUCTS.availability == "in_stock"]) == {1}
    assert set(scores[PRODUCTS.availability == "out_of_stock"]) == {0}


def test_a_weight_of_zero_takes_a_part_out() -> None:
    only_colour = RankingWeights(category=0, look=0, availability=0, price=0, freshness=0)
    result = fit(look(), PRODUCTS, NOBODY, only_colour)
    np.testing.assert_allclose(result.score, result.colour, atol=1e-6)


@given(st.permutations(range(60)), st.sampled_from(["male", "female"]), st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_candidates_changes_nothing(order: list[int], label: str, confidence: float) -> None:
    gender = hint(label, confidence, "model")
    shuffled: Candidates = PRODUCTS.take(np.array(order))
    first = make_page(look(), PRODUCTS, gender, Filters(in_stock=False), 0, 48)
    assert make_page(look(), shuffled, gender, Filters(in_stock=False), 0, 48) == first


def test_reasons_are_a_shoppers_words_and_there_is_always_one() -> None:
    page = make_page(look(), PRODUCTS, NOBODY, Filters(in_stock=False), 0, 48)
    products = {str(identifier): row for row, identifier in enumerate(PRODUCTS.ids)}
    for pick in page.picks:
        row = products[pick.id]
        assert ("same category" in pick.reasons) == (PRODUCTS.category[row] == "Tee")
        assert ("same colour" in pick.reasons) == (PRODUCTS.colour[row] == "red")
        assert ("in stock" in pick.reasons) == (PRODUCTS.availability[row] == "in_stock")
        assert pick.reasons
        assert 0 <= pick.score <= 1


PARTS = ("category", "look", "colour", "availability", "price", "freshness", "popularity")


@given(
    st.integers(0, len(PARTS) - 1),
    st.lists(st.floats(0, 1), min_size=len(PARTS), max_size=len(PARTS)),
    st.lists(st.booleans(), min_size=len(PARTS), max_size=len(PARTS)),
    st.floats(0, 1),
)
@settings(deadline=None)
def test_better_in_one_part_is_never_worse_in_all(
    which: int, values: list[float], applies: list[bool], better: float
) -> None:
    weights = [getattr(RankingWeights(popularity=0.1), part) for part in PARTS]
    before = [value if known else np.nan for value, known in zip(values, applies, strict=True)]
    after = before.copy()
    if applies[which]:
        after[which] = max(after[which], better)
    means = weighted_mean(
        *(
            (weight, np.array(pair, np.float32))
            for weight, pair in zip(weights, zip(before, after, strict=True), strict=True)
        )
    )
    assert 0 <= means[0] <= means[1] + 1e-6
    assert means[1] <= 1


def test_the_newer_and_the_more_popular_of_equals_come_first() -> None:
    products = PRODUCTS.take(np.array([0, 0, 0]))
    now = 1_800_000_000
    products = replace(
        products,
        ids=np.array(["a", "b", "c"]),
        first_seen=np.array([now - 90 * DAY, now, now - 90 * DAY]),
        background=replace(products.background, now=now),
    )
    assert np.argmax(fit(look(), products, NOBODY).score) == 1
    popular = RankingWeights(popularity=0.2)
    assert np.argmax(fit(look(), products, NOBODY, popular, counts={"c": 500}).score) == 2
    plain = fit(look(), products, NOBODY, counts={"c": 500}).score
    assert plain.tolist() == fit(look(), products, NOBODY).score.tolist(), "off by default"
