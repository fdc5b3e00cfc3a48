from dataclasses import replace

import numpy as np
import pytest

from contracts.recommender import Filters, GarmentQuery, GenderHint
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.fit import fit
from services.recommender.ranking.look import look_from_query
from services.recommender.ranking.parts import DAY
from services.recommender.ranking.reasons import is_new, reasons
from tests.unit.services.recommender.shop import candidates, garment

NOW = 1_800_000_000
LOOK = look_from_query(GarmentQuery.model_validate(garment()), "garments.0")
NOBODY = GenderHint(label="all", confidence=0, source="none")


def arrived(*days_ago: float, opened_days_ago: float = 400) -> Candidates:
    products = candidates(len(days_ago))
    return replace(
        products,
        first_seen=np.array([NOW - round(days * DAY) for days in days_ago]),
        background=replace(products.background, now=NOW, opened=NOW - round(opened_days_ago * DAY)),
    )


def test_new_is_what_came_this_month() -> None:
    products = arrived(0, 30, 31, 399)
    assert [is_new(row, products) for row in range(4)] == [True, True, False, False]


def test_what_the_shop_opened_with_is_not_new() -> None:
    products = arrived(0.2, 0, opened_days_ago=0.5)
    assert not any(is_new(row, products) for row in range(2))


def test_what_came_at_an_unknown_time_is_not_new() -> None:
    products = replace(arrived(0), first_seen=np.array([0]))
    assert not is_new(0, products)


@pytest.mark.parametrize(
    ("filters", "said"),
    [(Filters(), False), (Filters(price_max=500), True), (Filters(price_min=1), True)],
)
def test_a_price_range_is_named_only_where_there_is_one(filters: Filters, said: bool) -> None:
    products = arrived(3, 300)
    how = fit(LOOK, products, NOBODY, filters=filters)
    for row in range(2):
        found = reasons(row, LOOK, products, how, filters)
        assert ("in your price range" in found) == said
        assert ("new in" in found) == (row == 0)
