import random

from hypothesis import given
from hypothesis import strategies as st

from services.recommender.sizes import size_order


def test_sizes_are_in_the_order_of_a_shop() -> None:
    ordered = [
        "XXS",
        "xs",
        "S",
        "M",
        "L",
        "XL",
        "XXL",
        "3XL",
        "4XL",
        "8",
        "9.5",
        "10",
        "W30 L32",
        "W32",
        "one size",
    ]
    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=size_order) == ordered


def test_both_ways_to_write_many_x_are_one_place() -> None:
    assert size_order("XXL")[:2] == size_order("2xl")[:2]
    assert size_order("XXXS")[:2] == size_order("3XS")[:2]


@given(st.lists(st.text(max_size=100)))
def test_any_texts_can_be_ordered(sizes: list[str]) -> None:
    keys = [size_order(size) for size in sizes]
    assert sorted(keys) == sorted(size_order(size) for size in reversed(sizes))
    assert [key[2] for key in keys] == [size.strip().lower() for size in sizes]
