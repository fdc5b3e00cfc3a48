from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.errors import FeedError
from services.recommender.feeds.product import MAX_AMOUNT, parse_price
from services.recommender.feeds.tsv import REQUIRED, Reject, Row, read_tsv
from tests.unit.services.recommender.shop import COLUMNS, feed_text, row


def read(*rows: dict[str, str]) -> list[Row | Reject]:
    return list(read_tsv(feed_text(rows).encode().splitlines(keepends=True)))


def reject(**changes: str) -> Reject:
    first, second = read(row(1, **changes), row(2))
    assert isinstance(first, Reject)
    assert isinstance(second, Row), "a bad row must not spoil the next one"
    return first


def test_a_good_row_becomes_a_product() -> None:
    (read_row,) = read(row(3, price="1234.5 EUR", availability="In Stock", gender=""))
    assert isinstance(read_row, Row)
    assert read_row.line == 2
    product = read_row.product
    assert (product.id, product.price, product.availability, product.gender) == (
        "p3",
        (123450, "EUR"),
        "in_stock",
        "unisex",
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": ""}, "id: is missing"),
        ({"id": "a/b"}, "id: 'a/b': "),
        ({"title": ""}, "title: is missing"),
        ({"title": "x" * 151}, "title: 'x"),
        ({"price": "cheap"}, "price: 'cheap': not an amount with a currency, like 89.00 EUR"),
        ({"price": "0.00 EUR"}, "price: '0.00 EUR': must be above 0"),
        ({"price": "89,00 EUR"}, "price: '89,00 EUR': not an amount"),
        ({"availability": "maybe"}, "availability: 'maybe': "),
        ({"gender": "women"}, "gender: 'women': "),
        ({"link": "javascript:alert(1)"}, "link: 'javascript:alert(1)': not an http(s) address"),
        ({"link": "//other.shop/p"}, "link: '//other.shop/p': not an http(s) address"),
        ({"image_link": "https://[bad"}, "image_link: "),
    ],
)
def test_a_bad_row_is_rejected_with_line_and_reason(changes: dict[str, str], reason: str) -> None:
    rejected = reject(**changes)
    assert rejected.line == 2
    assert rejected.reason.startswith(reason)


def test_the_limit_is_named() -> None:
    assert "at most 150 characters" in reject(title="x" * 151).reason


def test_an_id_that_comes_twice_is_rejected_the_second_time() -> None:
    _, second = read(row(1), row(1))
    assert second == Reject(3, "p1", "id: 'p1' is on line 2 already")


def test_a_second_currency_is_rejected() -> None:
    _, second = read(row(1), row(2, price="10.00 USD"))
    assert second == Reject(3, "p2", "price: is in USD, the feed is in EUR")


def test_a_sale_price_is_what_a_shopper_pays() -> None:
    columns = (*COLUMNS, "sale_price")
    cells = {**row(1, price="50.00 EUR"), "sale_price": "39.90 EUR"}
    text = "\t".join(columns) + "\n" + "\t".join(cells[name] for name in columns)
    (read_row,) = read_tsv([line.encode() for line in text.splitlines()])
    assert isinstance(read_row, Row)
    assert read_row.product.asked == (3990, "EUR")


def test_quoted_cells_and_names_with_spaces_and_a_mark_at_the_start() -> None:
    header = "\ufeff" + "\t".join(name.replace("_", " ").upper() for name in COLUMNS)
    cells = row(1, title='"The ""big"" tee"')
    lines = [header.encode(), "\t".join(cells[name] for name in COLUMNS).encode() + b"\r\n"]
    (read_row,) = read_tsv(lines)
    assert isinstance(read_row, Row)
    assert read_row.product.title == 'The "big" tee'


def test_a_line_that_is_not_utf8_is_rejected_alone() -> None:
    lines = feed_text([row(1), row(2)]).encode().splitlines(keepends=True)
    lines.insert(2, b"p9\t\xff\xfe\n")
    first, broken, last = read_tsv(lines)
    assert isinstance(first, Row)
    assert isinstance(last, Row)
    assert broken == Reject(3, "", "line: not UTF-8 at byte 3")


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_header_without_a_required_name_is_an_error(missing: str) -> None:
    header = "\t".join(name for name in COLUMNS if name != missing)
    with pytest.raises(FeedError, match=missing):
        list(read_tsv([header.encode()]))


def test_an_empty_feed_is_an_error() -> None:
    with pytest.raises(FeedError):
        list(read_tsv([]))


@given(st.lists(st.binary(max_size=80)))
def test_no_line_raises(lines: list[bytes]) -> None:
    header = "\t".join(COLUMNS).encode()
    for read_row in read_tsv([header, *lines]):
        assert isinstance(read_row, Row | Reject)


@given(st.lists(st.text(max_size=40), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_no_cell_raises(cells: list[str]) -> None:
    line = "\t".join(cells).encode("utf-8", "surrogatepass")
    for read_row in read_tsv(["\t".join(COLUMNS).encode(), line]):
        assert isinstance(read_row, Row | Reject)


@given(st.lists(st.binary(max_size=80)))
def test_no_feed_raises_anything_but_its_own_error(lines: list[bytes]) -> None:
    with suppress(FeedError):
        list(read_tsv(lines))


@given(st.integers(1, MAX_AMOUNT), st.sampled_from(["EUR", "USD", "JPY"]))
def test_no_cent_is_lost(cents: int, currency: str) -> None:
    assert parse_price(f"{cents // 100}.{cents % 100:02d} {currency}") == (cents, currency)
