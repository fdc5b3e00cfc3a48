from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from contracts.recommender import FacetValue
from services.recommender.catalog.attributes import Attributes
from services.recommender.facets import ALL_CATEGORIES, FacetCounter
from services.recommender.ranking.wanted import Wanted
from tests.unit.services.recommender.ranking.test_wanted import WANTED
from tests.unit.services.recommender.shop import shelf

ATTRIBUTES = shelf(300).attributes
COUNTER = FacetCounter(ATTRIBUTES)


def cards(attributes: Attributes, wanted: Wanted) -> int:
    return len({int(attributes.group[row]) for row in wanted.rows(attributes)})


@pytest.mark.parametrize(
    ("facet", "asked"),
    [
        ("category", lambda wanted, value: replace(wanted, categories=(value,))),
        ("gender", lambda wanted, value: replace(wanted, department=value)),
        ("colour", lambda wanted, value: replace(wanted, colour=value)),
        ("brand", lambda wanted, value: replace(wanted, brand=value)),
        ("size", lambda wanted, value: replace(wanted, size=value)),
    ],
)
@given(wanted=WANTED)
@settings(max_examples=40, deadline=None)
def test_a_count_is_what_is_left_when_it_is_asked_for(
    facet: str, asked: Callable[[Wanted, str], Wanted], wanted: Wanted
) -> None:
    counted: list[FacetValue] = getattr(COUNTER.facets(wanted), facet)
    for one in counted:
        assert one.count == cards(ATTRIBUTES, asked(wanted, one.value))
    assert [one.count for one in counted] == sorted((one.count for one in counted), reverse=True)


@given(wanted=WANTED)
@settings(max_examples=40, deadline=None)
def test_the_total_and_the_price_range(wanted: Wanted) -> None:
    found = COUNTER.facets(wanted)
    assert found.total == cards(ATTRIBUTES, wanted)
    rows = replace(wanted, min_cents=None, max_cents=None).rows(ATTRIBUTES)
    if not len(rows):
        assert found.price_min is None
        assert found.price_max is None
        return
    assert found.price_min is not None
    assert found.price_max is not None
    cents = ATTRIBUTES.asked_cents[rows]
    assert found.price_min.amount == f"{cents.min() / 100:.2f}"
    assert found.price_max.amount == f"{cents.max() / 100:.2f}"


def test_availability_is_counted_without_asking_for_stock() -> None:
    found = COUNTER.facets(Wanted(ALL_CATEGORIES))
    assert {one.value for one in found.availability} == {"in_stock", "out_of_stock", "preorder"}


def test_spellings_of_a_brand_count_together_under_the_most_frequent() -> None:
    # ten of "Atelier", ten of another brand, ten of "ATELIER", and so on
    for count, brands in ((310, ["Atelier", "Nord & Süd"]), (300, ["ATELIER", "Nord & Süd"])):
        found = FacetCounter(shelf(count).attributes).facets(Wanted(ALL_CATEGORIES)).brand
        assert sorted(one.value for one in found) == brands


def test_only_colours_that_can_be_asked_for_are_named() -> None:
    attributes = shelf(30, color="Leopard").attributes
    assert set(attributes.kinds.colour.values) == {"Leopard"}
    assert FacetCounter(attributes).facets(Wanted(ALL_CATEGORIES)).colour == []
