import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.report.shares import Share, resampled


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    # Newcombe 1998, table I: method 3, the score interval without continuity correction.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_that_of_the_literature(right: int, count: int, low: float, high: float) -> None:
    assert Share(right, count).interval == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_value_and_stays_in_range(counts: tuple[int, int]) -> None:
    share = Share(*counts)
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


def test_a_share_prints_as_percent_and_nothing_as_a_dash() -> None:
    assert str(Share(81, 263)) == "30.8 (25.5–36.6)"
    assert str(Share.of(np.array([], np.bool_))) == "–"


def test_photos_are_drawn_as_a_whole() -> None:
    right, count = np.tile([12, 0], 50), np.full(100, 12)
    low, high = resampled(right, count)
    # The deviation of a mean of 100 coin throws is 0.05; 1200 joints on their own would give 0.014.
    assert low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.015)
    assert high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.015)
    assert resampled(np.array([3, 3]), np.array([4, 4])) == (0.75, 0.75)
