from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.recommender import Filters, GarmentQuery, GenderHint
from services.recommender.ranking.fit import fit
from services.recommender.ranking.look import look_from_query
from services.recommender.ranking.pages import make_page
from services.recommender.ranking.shortlist import rough_fit, shortlist
from services.recommender.ranking.wanted import Wanted
from services.recommender.ranking.weights import RankingWeights
from tests.unit.services.recommender.shop import ALL_CATEGORIES, garment, shelf

SHELF = shelf(400)
LOOK = look_from_query(GarmentQuery.model_validate(garment()), "garments.0")
NOBODY = GenderHint(label="all", confidence=0, source="none")
GUESS = GenderHint(label="male", confidence=0.9, source="model")
EVERYTHING = Wanted(tuple(LOOK.categories), in_stock=False).rows(SHELF.attributes)
PLAIN = RankingWeights(price=0, freshness=0)


def exactly(rows: "np.typing.NDArray[np.integer]", gender: GenderHint) -> "np.typing.NDArray[np.float32]":
    candidates = SHELF.candidates(rows, SHELF.embedding(rows))
    return fit(LOOK, candidates, gender, PLAIN).score


@pytest.mark.parametrize("gender", [NOBODY, GUESS])
def test_the_rough_fit_is_nearly_the_fit(gender: GenderHint) -> None:
    rough = rough_fit(LOOK, SHELF, EVERYTHING, gender, PLAIN)
    np.testing.assert_allclose(rough.score, exactly(EVERYTHING, gender), atol=0.08)
    assert np.abs(rough.score - exactly(EVERYTHING, gender)).mean() < 0.02


def test_pictures_of_another_network_are_left_out_as_in_the_fit() -> None:
    other = replace(LOOK, model="other@1")
    rough = rough_fit(other, SHELF, EVERYTHING, GUESS, PLAIN)
    candidates = SHELF.candidates(EVERYTHING, np.zeros((len(EVERYTHING), 256), np.float32))
    np.testing.assert_allclose(rough.score, fit(other, candidates, GUESS, PLAIN).score, atol=1e-5)
    assert np.isnan(rough.likeness).all()


@given(count=st.integers(1, 100), seed=st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_it_is_among_the_rows_and_has_the_best(count: int, seed: int) -> None:
    some = np.sort(np.random.default_rng(seed).choice(EVERYTHING, 60, replace=False))
    chosen = shortlist(LOOK, SHELF, some, NOBODY, count, PLAIN)
    assert chosen.tolist() == sorted(set(chosen.tolist()) & set(some.tolist()))
    assert len(chosen) <= count + max(count // 3, 3) + 3
    rough = rough_fit(LOOK, SHELF, some, NOBODY, PLAIN)
    assert some[np.argmax(rough.score)] in chosen


def test_a_page_of_the_shortlist_is_a_page_of_all() -> None:
    pages = [
        make_page(LOOK, SHELF.candidates(rows, SHELF.embedding(rows)), GUESS, Filters(), 0, 8)
        for rows in (EVERYTHING, shortlist(LOOK, SHELF, EVERYTHING, GUESS, 40))
    ]
    assert pages[0] == pages[1]


def test_few_are_all_compared() -> None:
    assert shortlist(LOOK, SHELF, EVERYTHING, NOBODY, len(EVERYTHING)).tolist() == EVERYTHING.tolist()
    assert len(shortlist(LOOK, SHELF, EVERYTHING[:0], NOBODY, 8)) == 0


def test_of_what_nothing_is_known_an_even_sample_is_taken() -> None:
    nothing = replace(
        LOOK, embedding=None, colour_labs=LOOK.colour_labs[:0], colour_shares=LOOK.colour_shares[:0]
    )
    rows = Wanted(tuple(ALL_CATEGORIES), in_stock=False).rows(SHELF.attributes)
    chosen = shortlist(nothing, SHELF, rows, NOBODY, 100)
    assert len(chosen) == 100
    assert set(SHELF.attributes.of_kind("category", chosen)) == set(ALL_CATEGORIES)
