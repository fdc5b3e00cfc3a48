import threading
from collections.abc import Iterator

import pytest

from services.recommender.importing.ahead import ahead


def test_results_come_in_the_order_of_the_items() -> None:
    later = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            later.wait(10)
        if item == 3:
            later.set()
        return item * item

    assert list(ahead(range(10), work, threads=4, depth=4)) == [(item, item * item) for item in range(10)]


def test_no_more_than_depth_is_begun() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(100):
            taken.append(item)
            yield item

    results = ahead(items(), lambda item: item, threads=2, depth=5)
    next(results)
    assert taken == [0, 1, 2, 3, 4]
    next(results)
    assert len(taken) == 6


def test_an_error_is_raised_at_its_place_and_ends_it() -> None:
    results = ahead([1, 0, 2], lambda item: 1 / item, threads=2, depth=3)
    assert next(results) == (1, 1.0)
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert list(results) == []


def test_nothing_is_nothing() -> None:
    nothing: list[int] = []
    assert list(ahead(nothing, str, threads=1, depth=1)) == []
