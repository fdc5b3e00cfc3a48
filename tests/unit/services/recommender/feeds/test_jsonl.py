import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.feeds.categories import load_categories
from services.recommender.feeds.checking import check
from services.recommender.feeds.jsonl import read_jsonl
from services.recommender.feeds.rows import Record, Reject
from tests.unit.services.recommender.feeds.written import (
    GOOD,
    GOOD_ATTRIBUTES,
    good_products,
    jsonl,
    product,
    records,
)


def read(feed: bytes) -> list[Record | Reject]:
    return list(read_jsonl(io.BytesIO(feed)))


def attributes(**changes: Any) -> dict[str, str]:
    (record,) = records(read(json.dumps({**GOOD, **changes}).encode()))
    return record.attributes


def test_a_line_is_a_record() -> None:
    assert read(b"\xef\xbb\xbf" + jsonl(GOOD) + b"\r\n  \n" + jsonl(GOOD)) == [
        Record(1, {**GOOD}),
        Record(4, {**GOOD}),
    ]


def test_values_are_written_as_the_other_formats_do() -> None:
    assert attributes(
        id=17,
        size=38.5,
        brand=None,
        color="",
        price={"amount": "89.00", "currency": "EUR"},
        sale_price={"amount": 79, "currency": "EUR"},
        additional_image_link=["/a", "/b"],
        shipping=[{"country": "NL"}],
    ) == {
        **GOOD,
        "id": "17",
        "size": "38.5",
        "price": "89.00 EUR",
        "sale_price": "79 EUR",
        "additional_image_link": "/a,/b",
    }


def test_names_with_spaces_are_the_same_names() -> None:
    assert attributes(**{"Product Type": "Tees"})["product_type"] == "Tees"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "p1"', "line: not JSON: EOF while parsing an object at character 11"),
        ("not json", "line: not JSON: expected ident at character 2"),
        ("[1, 2]", "line: '[1, 2]': not an object with attributes"),
        ('{"title": "\\ud800"}', "line: not JSON: unexpected end of hex escape at character 18"),
        ('{"id": NaN}', "line: not JSON: expected value at character 8"),
        ("[" * 5000, "line: not JSON: recursion limit exceeded"),
        ('{"id": true}', "id: 'True': neither text nor number"),
        ('{"id": "p1", "title": ["Tee"]}', "title: \"['Tee']\": neither text nor number"),
        (
            '{"price": {"value": "1", "currency": "EUR"}}',
            "price: \"{'value': '1', 'currency': 'EUR'}\": neither",
        ),
        ('{"additional_image_link": [1]}', "additional_image_link: '[1]': neither text nor number"),
    ],
)
def test_a_bad_line_is_rejected_alone(line: str, reason: str) -> None:
    bad, good = read(line.encode() + b"\n" + jsonl(GOOD))
    assert isinstance(bad, Reject)
    assert bad.line == 1
    assert bad.reason.startswith(reason)
    assert good == Record(2, {**GOOD})


def test_a_reject_has_the_id_if_there_is_one() -> None:
    (bad,) = read(b'{"title": [], "id": "p7"}')
    assert isinstance(bad, Reject)
    assert bad.id == "p7"


@given(st.lists(GOOD_ATTRIBUTES, max_size=2, unique_by=lambda row: row["id"]))
def test_a_good_product_comes_back(rows: list[dict[str, str]]) -> None:
    assert good_products(check(read(jsonl(*rows)), load_categories())) == [product(row) for row in rows]


@given(st.binary(max_size=200))
def test_no_bytes_raise(feed: bytes) -> None:
    for row in check(read_jsonl(io.BytesIO(feed)), load_categories()):
        str(row)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(list(GOOD)), JSON))
def test_no_value_raises(values: dict[str, Any]) -> None:
    for row in check(read_jsonl(io.BytesIO(json.dumps(values).encode())), load_categories()):
        str(row).encode()
