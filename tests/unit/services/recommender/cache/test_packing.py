import time
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from zstandard import ZstdCompressor

from services.recommender.cache.packing import HEADER, MAX_JSON_BYTES, Kept, Packing, packing_of


class Shoe(BaseModel):
    name: str
    sizes: list[float]


class Longer(BaseModel):
    name: str
    sizes: list[float]
    laces: bool = False


BOOT = Shoe(name="boot", sizes=[42])
shoes = st.builds(Shoe, name=st.text(), sizes=st.lists(st.floats(30, 50)))


@given(shoes, st.floats(0, 4e9), st.floats(0, 100, width=32))
def test_what_is_unpacked_is_what_was_packed(shoe: Shoe, expires_at: float, made_in_s: float) -> None:
    kept = Kept(shoe, expires_at, made_in_s)
    assert packing_of(Shoe).unpack(packing_of(Shoe).pack(kept)) == kept


@given(st.binary(max_size=60))
def test_anything_else_is_nothing(junk: bytes) -> None:
    good = packing_of(Shoe).pack(Kept(BOOT, 1, 1))
    for value in (junk, good[: HEADER.size] + junk, b"bytes:{}", good[:-1], good[: HEADER.size]):
        assert packing_of(Shoe).unpack(value) is None


def test_many_at_once_are_those_that_can_be_read() -> None:
    shoe = Kept(BOOT, 2, 1)
    good = packing_of(Shoe).pack(shoe)
    assert packing_of(Shoe).unpack_many({"a": good, "b": b"junk"}) == {"a": shoe}


def test_another_schema_has_another_shape() -> None:
    assert packing_of(Shoe).shape != packing_of(Longer).shape
    assert packing_of(Shoe).shape == Packing(Shoe).shape


def test_field_names_cost_next_to_nothing() -> None:
    shoe = Longer(name="boot", sizes=[41, 42])
    packed = packing_of(Longer).pack(Kept(shoe, 1, 1))
    assert len(packed) < HEADER.size + len(shoe.model_dump_json())


def test_what_would_fill_the_memory_is_not_unpacked() -> None:
    bomb = Shoe(name=" " * (MAX_JSON_BYTES + 1), sizes=[])
    packed = packing_of(Shoe).pack(Kept(bomb, 1, 1))
    assert len(packed) < 1000
    assert packing_of(Shoe).unpack(packed) is None
    unsized = ZstdCompressor(write_content_size=False).compress(bomb.model_dump_json().encode())
    assert packing_of(Shoe).unpack(HEADER.pack(1, 1) + unsized) is None


def test_an_entry_that_has_expired_is_due() -> None:
    assert Kept(BOOT, time.time() - 0.01, 0).is_due()
    assert not Kept(BOOT, time.time() + 1, 0).is_due()


def test_the_longer_it_takes_to_make_the_earlier_it_is_due() -> None:
    # XFetch: it is due `t` seconds before it expires with a chance of exp(-t / cost)
    due: Counter[float] = Counter()
    for _ in range(2000):
        for cost in (0.1, 1.0, 10.0):
            due[cost] += Kept(BOOT, time.time() + 1, cost).is_due()
    assert due[0.1] < 10
    assert 600 < due[1.0] < 880
    assert 1700 < due[10.0] < 1920
