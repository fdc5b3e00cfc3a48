from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.feeds.categories import load_categories
from services.recommender.feeds.checking import check
from services.recommender.feeds.rows import Record, Row
from services.recommender.feeds.sale_dates import SALE_DATES, with_sale_of
from tests.unit.services.recommender.feeds.written import GOOD

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def on_sale(dates: str) -> dict[str, str]:
    return {"price": "20.00 EUR", "sale_price": "15.00 EUR", SALE_DATES: dates}


@pytest.mark.parametrize(
    ("dates", "holds"),
    [
        ("2026-11-20T00:00+0100/2026-11-30T23:59+0100", True),
        ("2026-11-20T00:00Z / 2026-11-30T10:00Z", True),
        ("2026-11-25T12:00+0100/2026-11-30T00:00+0100", True),
        ("2026-11-25T12:00-0100/2026-11-30T00:00-0100", False),
        ("2020-01-01T00:00+0100/2020-02-01T00:00+0100", False),
        ("2027-01-01T00:00/2027-02-01T00:00", False),
        ("2026-11-20/2026-11-25", True),
        ("2026-11-20/2026-11-24", False),
        ("0001-01-01T00:00+0800/9999-12-31T23:59-0800", True),
    ],
)
def test_a_sale_price_holds_between_its_dates(dates: str, holds: bool) -> None:
    assert ("sale_price" in with_sale_of(NOW, on_sale(dates))) is holds
    (row,) = check([Record(2, {**GOOD, **on_sale(dates)})], load_categories(), NOW)
    assert isinstance(row, Row)
    assert row.product.asked.cents == (1500 if holds else 2000)


@pytest.mark.parametrize("dates", ["soon", "/", "2026-11-20", "2026-11-20/never", "20.11.2026/30.11.2026"])
def test_what_are_no_dates_are_told(dates: str) -> None:
    with pytest.raises(ValueError, match=f"{SALE_DATES}: '{dates}': not two dates, like 2026-"):
        with_sale_of(NOW, on_sale(dates))


def test_dates_without_a_sale_price_say_nothing() -> None:
    attributes = {"price": "20.00 EUR", SALE_DATES: "soon"}
    assert with_sale_of(NOW, attributes) == attributes


@given(st.text(max_size=40))
def test_any_dates_are_read_or_refused(dates: str) -> None:
    (read,) = check([Record(2, {**GOOD, **on_sale(dates)})], load_categories(), NOW)
    assert isinstance(read, Row) or SALE_DATES in read.reason or "has the character" in read.reason
