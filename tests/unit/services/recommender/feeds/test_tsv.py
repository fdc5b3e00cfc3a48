import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.errors import FeedError
from services.recommender.feeds.categories import load_categories
from services.recommender.feeds.checking import check
from services.recommender.feeds.product import REQUIRED
from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.tsv import read_tsv
from tests.unit.services.recommender.feeds.written import (
    GOOD,
    GOOD_ATTRIBUTES,
    NAMES,
    good_products,
    product,
    records,
    tsv,
)

HEADER = "\t".join(NAMES).encode() + b"\n"


def read(feed: bytes) -> list[Record | Reject]:
    return list(read_tsv(io.BytesIO(feed)))


def test_a_row_is_a_record_of_what_is_not_empty() -> None:
    assert read(tsv(GOOD, {**GOOD, "brand": " "})) == [Record(2, {**GOOD}), Record(3, {**GOOD})]


def test_quoted_cells_and_names_with_spaces_and_a_mark_at_the_start() -> None:
    names = tuple(name.replace("_", " ").upper() for name in GOOD)
    line = "\t".join({**GOOD, "title": '"The ""big"" tee"'}.values())
    feed = "\ufeff" + "\t".join(names) + "\r\n" + line + "\r\n"
    (record,) = records(read(feed.encode()))
    assert record.attributes == {**GOOD, "title": 'The "big" tee'}


@pytest.mark.parametrize("title", ['"', '"Tee" by "Us"', '"Tee', 'The "Tee"'])
def test_quotes_that_are_not_around_a_cell_are_its_own(title: str) -> None:
    (record,) = records(read(tsv({**GOOD, "title": title})))
    assert record.attributes["title"] == title


def test_a_quote_that_is_not_closed_stays_on_its_line() -> None:
    first, second = records(read(tsv({**GOOD, "title": '"Tee'}, GOOD)))
    assert first.attributes["title"] == '"Tee'
    assert second.attributes == GOOD


def test_columns_of_additional_pictures_are_joined_and_unknown_ones_left_alone() -> None:
    header = "\t".join([*GOOD, "additional_image_link", "additional image link", "shipping", "shipping"])
    line = "\t".join([*GOOD.values(), "/a", "/b", "5 EUR", "6 EUR"])
    (record,) = records(read(f"{header}\n{line}\n".encode()))
    assert record.attributes == {**GOOD, "additional_image_link": "/a,/b"}


def test_empty_lines_are_no_rows_and_are_counted() -> None:
    feed = tsv(GOOD) + b"\n  \n" + "\t".join(GOOD.get(name, "") for name in NAMES).encode()
    assert [record.line for record in records(read(feed))] == [2, 5]


def test_cells_that_are_missing_at_the_end_are_empty() -> None:
    (record,) = records(
        read("\t".join([*GOOD, "brand"]).encode() + b"\n" + "\t".join(GOOD.values()).encode())
    )
    assert record.attributes == GOOD


def test_too_many_cells_are_rejected_with_the_id() -> None:
    feed = "\t".join(GOOD) + "\n" + "\t".join([*GOOD.values(), "more"])
    assert read(feed.encode()) == [Reject(2, "p1", "line: 7 cells, the header has 6")]


def test_a_line_that_is_not_utf8_is_rejected_alone() -> None:
    feed = tsv(GOOD, GOOD).splitlines(keepends=True)
    feed.insert(2, b"p9\t\xff\xfe\n")
    first, broken, last = read(b"".join(feed))
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert broken == Reject(3, "", "line: not UTF-8 at byte 3")


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_header_without_a_required_name_is_an_error(missing: str) -> None:
    with pytest.raises(FeedError, match=f"names no {missing}; is it tab-separated"):
        read("\t".join(name for name in NAMES if name != missing).encode())


def test_a_header_that_names_an_attribute_twice_is_an_error() -> None:
    with pytest.raises(FeedError, match="names title 2 times"):
        read(HEADER.strip() + b"\tTitle\n")


@pytest.mark.parametrize("feed", [b"", b"\n", b"\xff\xfe\x00", b"id\n"])
def test_what_has_no_header_is_an_error(feed: bytes) -> None:
    with pytest.raises(FeedError):
        read(feed)


@given(st.lists(GOOD_ATTRIBUTES, max_size=2, unique_by=lambda row: row["id"]))
def test_a_good_product_comes_back(rows: list[dict[str, str]]) -> None:
    read_back = good_products(check(read(tsv(*rows)), load_categories()))
    assert read_back == [product(row) for row in rows]


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_raise_anything_but_its_own_error(feed: bytes, has_header: bool) -> None:
    with suppress(FeedError):
        for row in check(read_tsv(io.BytesIO(HEADER + feed if has_header else feed)), load_categories()):
            str(row)


@given(st.lists(st.text(max_size=40), min_size=len(GOOD), max_size=len(GOOD)))
def test_no_cell_raises(cells: list[str]) -> None:
    feed = "\t".join(GOOD) + "\n" + "\t".join(cells)
    list(check(read_tsv(io.BytesIO(feed.encode("utf-8", "surrogatepass"))), load_categories()))
