from dataclasses import replace
from itertools import chain

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.recommender import Filters, GarmentQuery, GenderHint
from services.recommender.cursor import MAX_RESULTS
from services.recommender.ranking.diversity import diversify
from services.recommender.ranking.look import look_from_query
from services.recommender.ranking.pages import make_page
from tests.unit.services.recommender.shop import candidates, garment

PRODUCTS = candidates(300)
NOBODY = GenderHint(label="all", confidence=0, source="none")
LOOK = look_from_query(GarmentQuery.model_validate(garment()), "garments.0")


def pages(limit: int, among: int) -> list[list[str]]:
    products, offset, found = PRODUCTS.take(np.arange(among)), 0, []
    while True:
        page = make_page(LOOK, products, NOBODY, Filters(in_stock=False), offset, limit)
        found.append([pick.id for pick in page.picks])
        offset += len(page.picks)
        if not page.more:
            return found


@given(st.integers(1, 48), st.integers(0, 100))
@settings(max_examples=25, deadline=None)
def test_pages_never_repeat_a_product_and_hold_all(limit: int, among: int) -> None:
    found = [identifier for page in pages(limit, among) for identifier in page]
    assert len(found) == len(set(found))
    assert len(found) == min(len({variant(row) for row in range(among)}), MAX_RESULTS)


def test_pages_of_any_size_give_the_same_order() -> None:
    assert list(chain(*pages(7, 300))) == list(chain(*pages(48, 300)))


def variant(row: int) -> tuple[str, str, str]:
    return str(PRODUCTS.group[row]), str(PRODUCTS.colour[row]), str(PRODUCTS.pattern[row])


def test_of_equals_every_style_is_shown_before_another_colour_of_one() -> None:
    order = diversify(PRODUCTS, np.full(len(PRODUCTS), 0.5, np.float32), len(PRODUCTS))
    groups = PRODUCTS.group[order].tolist()
    styles = len(set(groups))
    assert len(groups) > styles
    assert len(set(groups[:styles])) == styles


def test_another_colour_of_a_style_comes_before_what_fits_much_worse() -> None:
    products = candidates(3)
    products = replace(products, group=np.array(["style", "style", "other"]), category=np.array(["Tee"] * 3))
    assert diversify(products, np.array([0.9, 0.8, 0.7], np.float32), 3).tolist() == [0, 2, 1]
    assert diversify(products, np.array([0.9, 0.8, 0.1], np.float32), 3).tolist() == [0, 2, 1], (
        "never side by side"
    )
    four = candidates(4)
    four = replace(four, group=np.array(["a", "b", "a", "c"]), category=np.array(["Tee"] * 4))
    assert diversify(four, np.array([0.9, 0.9, 0.8, 0.1], np.float32), 4).tolist()[2:] == [2, 3]


def test_sizes_of_one_product_are_one_card() -> None:
    products = candidates(40, item_group_id="g", color="red", pattern="plain")
    score = np.random.default_rng(3).random(len(products), np.float32)
    assert diversify(products, score, 40).tolist() == [int(np.argmax(score))]


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_no_two_of_the_same_kind_side_by_side_while_there_is_another(seed: int) -> None:
    products = candidates(60, color="red", item_group_id="")
    score = np.random.default_rng(seed).random(len(products), np.float32)
    order = diversify(products, score, len(products)).tolist()
    kinds = [(products.category[row], products.colour[row], products.pattern[row]) for row in order]
    for place in range(1, len(kinds)):
        if kinds[place] == kinds[place - 1]:
            assert set(kinds[place:]) == {kinds[place]}


def test_the_best_product_comes_first() -> None:
    score = np.random.default_rng(5).random(len(PRODUCTS), np.float32)
    assert diversify(PRODUCTS, score, 1).tolist() == [int(np.argmax(score))]


def test_nothing_of_nothing() -> None:
    page = make_page(LOOK, PRODUCTS.take(np.zeros(0, np.intp)), NOBODY, Filters(), 0, 8)
    assert page.picks == []
    assert not page.more
