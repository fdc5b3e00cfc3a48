from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from contracts.recommender import Filters
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.parts import DAY, freshness_fit, popularity_fit, price_fit
from tests.unit.services.recommender.shop import candidates

PRODUCTS = candidates(60)
NOW = 1_800_000_000


def priced(*cents: int) -> Candidates:
    products = PRODUCTS.take(np.arange(len(cents)))
    background = replace(products.background, usual_prices={"Tee": (2000.0, 4000.0)})
    return replace(
        products,
        category=np.array(["Tee"] * len(cents)),
        asked_cents=np.array(cents),
        background=background,
    )


def aged(*days: float, now: int = NOW) -> Candidates:
    products = PRODUCTS.take(np.arange(len(days)))
    return replace(
        products,
        first_seen=np.array([now - round(day * DAY) for day in days]),
        background=replace(products.background, now=now),
    )


def prices(filters: Filters, *cents: int) -> NDArray[np.float32]:
    return price_fit(priced(*cents), filters, half=2)


def test_the_usual_prices_of_a_category_are_all_the_same() -> None:
    assert prices(Filters(), 2000, 3000, 4000).tolist() == [1, 1, 1]


def test_twice_the_dearest_and_half_the_cheapest_are_half_as_good() -> None:
    assert prices(Filters(), 8000, 1000, 16000).tolist() == pytest.approx([0.5, 0.5, 0.25])


def test_a_shoppers_own_range_counts_and_not_what_is_usual() -> None:
    asked = Filters(price_min=80, price_max=100)
    assert prices(asked, 8000, 9999, 10000, 20000, 4000).tolist() == pytest.approx([1, 1, 1, 0.5, 0.5])


def test_a_limit_on_one_side_leaves_the_other_open() -> None:
    assert prices(Filters(price_max=50), 1, 5000, 10000).tolist() == pytest.approx([1, 1, 0.5])
    assert prices(Filters(price_min=50), 2500, 5000, 10**9).tolist() == pytest.approx([0.5, 1, 1])


@given(
    st.lists(st.integers(1, 10**9), min_size=1, max_size=20),
    st.none() | st.floats(0, 1e12),
    st.none() | st.floats(0, 1e12),
)
@settings(deadline=None)
def test_closeness_of_prices_is_bounded(
    cents: list[int], price_min: float | None, price_max: float | None
) -> None:
    scores = prices(Filters(price_min=price_min, price_max=price_max), *cents)
    assert ((scores >= 0) & (scores <= 1)).all()


def test_half_as_fresh_after_the_half_life() -> None:
    assert freshness_fit(aged(0, 30, 60), 30).tolist() == pytest.approx([1, 0.5, 0.25])


def test_what_comes_after_the_version_was_made_is_as_fresh_as_can_be() -> None:
    assert freshness_fit(aged(-10), 30).tolist() == [1]


def test_when_it_came_is_not_known() -> None:
    products = replace(aged(0, 0), first_seen=np.array([0, NOW]))
    assert np.isnan(freshness_fit(products, 30)).tolist() == [True, False]


@given(st.lists(st.floats(0, 4000), min_size=2, max_size=20))
@settings(deadline=None)
def test_the_newer_is_never_less_fresh(days: list[float]) -> None:
    fresh = freshness_fit(aged(*sorted(days)), 30)
    assert (np.diff(fresh) <= 0).all()
    assert ((fresh >= 0) & (fresh <= 1)).all()


def test_popularity_is_half_at_the_half_count() -> None:
    counts = {"p0": 20, "p1": 60}
    assert popularity_fit(PRODUCTS.take(np.arange(3)), counts, half=20).tolist() == pytest.approx(
        [0.5, 0.75, 0]
    )


def test_where_nothing_was_counted_nothing_is_known() -> None:
    assert np.isnan(popularity_fit(PRODUCTS, {}, half=20)).all()


@given(st.integers(0, 10**12), st.integers(0, 10**12))
@settings(deadline=None)
def test_more_clicks_are_never_less_popular(some: int, more: int) -> None:
    fits = popularity_fit(PRODUCTS.take(np.arange(2)), {"p0": some, "p1": some + more}, half=20)
    assert 0 <= fits[0] <= fits[1] <= 1
