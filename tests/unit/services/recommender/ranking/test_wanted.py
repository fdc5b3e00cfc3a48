import asyncio

import lancedb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.palette import PALETTE
from contracts.recommender import Filters, GenderHint
from services.recommender.catalog.schema import TABLE
from services.recommender.errors import BadQuery
from services.recommender.feeds.product import MAX_AMOUNT
from services.recommender.ranking.candidates import COLUMNS, Candidates
from services.recommender.ranking.wanted import Wanted, quoted, wanted_from
from tests.unit.services.recommender.shop import ALL_CATEGORIES, import_rows, row

NOBODY = GenderHint(label="all", confidence=0, source="none")
WANTED = st.builds(
    Wanted,
    categories=st.lists(st.sampled_from(ALL_CATEGORIES), min_size=1, unique=True).map(tuple),
    department=st.sampled_from(["male", "female", None]),
    min_cents=st.none() | st.integers(0, 20_000),
    max_cents=st.none() | st.integers(0, 20_000),
    in_stock=st.booleans(),
    colour=st.none() | st.sampled_from(list(PALETTE)),
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> lancedb.AsyncTable:
    folder = tmp_path_factory.mktemp("shop")
    import_rows(folder, [row(number) for number in range(200)])

    async def opened() -> lancedb.AsyncTable:
        connection = await lancedb.connect_async(folder / "catalog")
        return await connection.open_table(TABLE)

    return asyncio.run(opened())


@pytest.fixture(scope="module")
def everything(table: lancedb.AsyncTable) -> Candidates:
    async def read() -> Candidates:
        return Candidates.from_arrow(await table.query().select(COLUMNS).limit(1000).to_arrow())

    return asyncio.run(read())


@given(wanted=WANTED)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_mask_and_the_sql_want_the_same(
    table: lancedb.AsyncTable, everything: Candidates, wanted: Wanted
) -> None:
    async def read() -> list[str]:
        found = await table.query().where(wanted.sql()).select(["id"]).limit(1000).to_arrow()
        return sorted(found["id"].to_pylist())

    assert asyncio.run(read()) == sorted(everything.ids[wanted.mask(everything)].tolist())


@given(wanted=WANTED)
@settings(max_examples=60)
def test_nothing_that_is_not_wanted_passes(everything: Candidates, wanted: Wanted) -> None:
    passed = everything.take(wanted.mask(everything))
    assert set(passed.category.tolist()) <= set(wanted.categories)
    assert wanted.department is None or set(passed.gender.tolist()) <= {wanted.department, "unisex"}
    assert not wanted.in_stock or set(passed.availability.tolist()) <= {"in_stock"}
    assert wanted.colour is None or set(passed.colour.tolist()) <= {wanted.colour}
    assert wanted.min_cents is None or (passed.asked_cents >= wanted.min_cents).all()
    assert wanted.max_cents is None or (passed.asked_cents <= wanted.max_cents).all()


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


def test_no_row_is_no_mask(everything: Candidates) -> None:
    nothing = everything.take(np.zeros(0, np.intp))
    assert Wanted(("Tee",)).mask(nothing).shape == (0,)
