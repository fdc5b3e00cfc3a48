import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.retrieval_scores import average_precision, interval, mean_of, score

HITS = st.lists(st.booleans(), min_size=1, max_size=40).filter(any)


def test_average_precision_of_a_known_order() -> None:
    # right at places 1, 3 and 6 of 6: (1/1 + 2/3 + 3/6) / 3
    hits = np.array([True, False, True, False, False, True])
    assert average_precision(hits, 3) == pytest.approx((1 + 2 / 3 + 1 / 2) / 3)
    assert average_precision(hits, 6) == pytest.approx((1 + 2 / 3 + 1 / 2) / 6), "three were never shown"


@given(HITS)
@settings(deadline=None)
def test_the_right_ones_first_is_best_and_last_is_worst(hits: list[bool]) -> None:
    some, total = np.array(hits), sum(hits)
    best, worst = np.sort(some)[::-1], np.sort(some)
    assert average_precision(best, total) == pytest.approx(1)
    assert average_precision(worst, total) <= average_precision(some, total) + 1e-9


def test_recall_is_of_all_that_are_right() -> None:
    right = np.zeros(30, np.bool_)
    right[[0, 9, 29]] = True
    scores = score([np.arange(30)], [right])
    assert scores.recall[8].tolist() == pytest.approx([1 / 3])
    assert scores.recall[24].tolist() == pytest.approx([2 / 3])
    assert scores.recall[100].tolist() == [1]
    assert scores.found.tolist() == [1]
    nothing = score([np.arange(1, 9)], [right])
    assert nothing.found.tolist() == [0]


def test_the_mean_of_two_orders_is_taken_for_each_question() -> None:
    right = np.array([True, False])
    both = mean_of([score([np.array(order)], [right]) for order in ([0, 1], [1, 0])])
    assert both.average_precision.tolist() == pytest.approx([0.75])


def test_the_interval_holds_the_mean_and_shrinks_with_more_questions() -> None:
    values = np.random.default_rng(1).random(2000)
    low, high = interval(values)
    few_low, few_high = interval(values[:50])
    assert low < values.mean() < high
    assert high - low < few_high - few_low
