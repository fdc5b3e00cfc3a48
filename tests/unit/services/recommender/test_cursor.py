import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recommender import Filters, GarmentQuery, GenderHint
from services.recommender.cursor import MAX_RESULTS, Cursor, decode_cursor, encode_cursor, query_digest
from services.recommender.errors import BadCursor
from tests.unit.services.recommender.shop import garment

GARMENT = GarmentQuery.model_validate(garment())
NOBODY = GenderHint(label="all", confidence=0, source="none")


@given(st.integers(1, 2**60), st.integers(1, MAX_RESULTS - 1))
def test_a_cursor_comes_back_as_it_was(version: int, offset: int) -> None:
    cursor = Cursor(f"{version}-abcdef01", query_digest(GARMENT, NOBODY, Filters()), offset)
    text = encode_cursor(cursor)
    assert decode_cursor(text, cursor.query) == cursor
    assert len(text) <= 256


def test_a_cursor_belongs_to_one_query() -> None:
    digest = query_digest(GARMENT, NOBODY, Filters())
    for other in (
        query_digest(GARMENT, NOBODY, Filters(price_max=10)),
        query_digest(GARMENT, GenderHint(label="male", confidence=1, source="shopper"), Filters()),
        query_digest(GarmentQuery.model_validate(garment(seed=4)), NOBODY, Filters()),
    ):
        with pytest.raises(BadCursor, match="another garment"):
            decode_cursor(encode_cursor(Cursor("1-abcdef01", digest, 8)), other)


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"{}",
        b'["1-a","q",true]',
        b'["1-a","q",0]',
        b'["1-a","q",99999]',
        b'[1,"q",8]',
        b'"abc"',
        b"[" * 90,
    ],
)
def test_a_made_up_cursor_is_refused(content: bytes) -> None:
    with pytest.raises(BadCursor):
        decode_cursor(base64.urlsafe_b64encode(content).decode(), "q")


@given(st.text(max_size=256))
def test_no_text_raises_anything_but_its_own_error(text: str) -> None:
    with pytest.raises(BadCursor):
        decode_cursor(text, "q")
