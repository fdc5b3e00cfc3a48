import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.palette import PALETTE
from contracts.recommender import Filters, GenderHint
from services.recommender.errors import BadQuery
from services.recommender.feeds.product import MAX_AMOUNT
from services.recommender.ranking.wanted import Wanted, quoted, wanted_from
from tests.unit.services.recommender.shop import ALL_CATEGORIES, row, shelf

NOBODY = GenderHint(label="all", confidence=0, source="none")
WANTED = st.builds(
    Wanted,
    categories=st.lists(st.sampled_from(ALL_CATEGORIES), min_size=1, unique=True).map(tuple),
    department=st.sampled_from(["male", "female", None]),
    min_cents=st.none() | st.integers(0, 20_000),
    max_cents=st.none() | st.integers(0, 20_000),
    in_stock=st.booleans(),
    colour=st.none() | st.sampled_from(list(PALETTE)),
    brand=st.none() | st.sampled_from(["atelier", "ATELIER", "nord & süd", "Ateli"]),
    size=st.none() | st.sampled_from(["s", "M", "XL", "38", "3"]),
)


SHELF = shelf(200)


@given(wanted=WANTED)
@settings(max_examples=100, deadline=None)
def test_what_is_wanted_passes_and_nothing_else(wanted: Wanted) -> None:
    attributes = SHELF.attributes
    rows = wanted.rows(attributes)
    assert rows.tolist() == sorted(set(rows.tolist()))
    found = {str(attributes.ids[int(place)]) for place in rows}
    assert found == {f"p{number}" for number in range(200) if meets(row(number), number, wanted)}


def meets(product: dict[str, str], number: int, wanted: Wanted) -> bool:
    """The conditions once more, of a row of the feed."""
    cents = round(float(product["price"].removesuffix(" EUR")) * 100)
    return (
        ALL_CATEGORIES[number % len(ALL_CATEGORIES)] in wanted.categories
        and (wanted.department is None or product["gender"] in (wanted.department, "unisex"))
        and (wanted.min_cents is None or cents >= wanted.min_cents)
        and (wanted.max_cents is None or cents <= wanted.max_cents)
        and (not wanted.in_stock or product["availability"] == "in_stock")
        and (wanted.colour is None or product["color"] == wanted.colour)
        and (wanted.brand is None or product["brand"].lower() == wanted.brand.lower())
        and (wanted.size is None or product["size"].lower() == wanted.size.lower())
    )


def test_the_same_conditions_have_the_same_digest() -> None:
    assert Wanted(("Tee",)).digest == Wanted(("Tee",)).digest
    assert Wanted(("Tee",)).digest != Wanted(("Tee",), brand="Tee").digest


def test_a_shoppers_department_is_strict_and_a_guess_is_not() -> None:
    def department(label: str, source: str) -> str | None:
        gender = GenderHint.model_validate({"label": label, "confidence": 0.99, "source": source})
        return wanted_from(Filters(), gender, ("Tee",)).department

    assert department("male", "shopper") == "male"
    assert department("all", "shopper") is None
    assert department("male", "model") is None


def test_a_corrected_category_replaces_what_was_read() -> None:
    assert wanted_from(Filters(category="Skirt"), NOBODY, ("Tee",)).categories == ("Skirt",)


@pytest.mark.parametrize(("price", "cents"), [(0, 0), (19.99, 1999), (0.29, 29), (1e300, MAX_AMOUNT + 1)])
def test_price_limits_do_not_lose_a_cent(price: float, cents: int) -> None:
    assert wanted_from(Filters(price_max=price), NOBODY, ("Tee",)).max_cents == cents
    assert wanted_from(Filters(price_min=price), NOBODY, ("Tee",)).min_cents == cents


def test_limits_between_two_cents_are_rounded_inwards() -> None:
    wanted = wanted_from(Filters(price_min=10.001, price_max=10.999), NOBODY, ("Tee",))
    assert (wanted.min_cents, wanted.max_cents) == (1001, 1099)


def test_an_empty_price_range_is_named() -> None:
    with pytest.raises(BadQuery, match=r"price_min: 20\.0 is over price_max, 10\.0"):
        wanted_from(Filters(price_min=20, price_max=10), NOBODY, ("Tee",))


def test_a_colour_that_the_palette_does_not_have_is_named() -> None:
    with pytest.raises(BadQuery, match=r"colour: 'ultraviolet' is not one of black, "):
        wanted_from(Filters(colour="ultraviolet"), NOBODY, ("Tee",))


def test_quotes_cannot_leave_a_literal() -> None:
    assert quoted("x' OR '1'='1") == "'x'' OR ''1''=''1'"


def test_of_an_empty_catalog_nothing_is_wanted() -> None:
    assert len(Wanted(("Tee",)).rows(shelf(0).attributes)) == 0


def test_a_range_within_a_cent_is_no_mistake_and_holds_nothing() -> None:
    wanted = wanted_from(Filters(price_min=10.001, price_max=10.005), NOBODY, ("Tee",))
    assert (wanted.min_cents, wanted.max_cents) == (1001, 1000)
