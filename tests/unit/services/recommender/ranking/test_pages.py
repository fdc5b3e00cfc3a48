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
    assert len(found) == min(len(set(PRODUCTS.group[:among].tolist())), MAX_RESULTS)


def test_pages_of_any_size_give_the_same_order() -> None:
    assert list(chain(*pages(7, 300))) == list(chain(*pages(48, 300)))


@given(st.permutations(range(60)), st.integers(1, 12))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_candidates_changes_nothing(order: list[int], limit: int) -> None:
    some = PRODUCTS.take(np.arange(60))
    page = make_page(LOOK, some, NOBODY, Filters(in_stock=False), 0, limit)
    assert make_page(LOOK, some.take(np.array(order)), NOBODY, Filters(in_stock=False), 0, limit) == page


def test_of_an_item_the_variant_that_fits_best_is_shown() -> None:
    products = candidates(40, item_group_id="g")
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
