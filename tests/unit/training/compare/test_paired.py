from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from training.compare.paired import LEAST_PHOTOS, Difference, Values, difference, mcnemar, objections


def right(count: int, of: int) -> Values:
    return (np.arange(of) < count).astype(np.float64)


def compared(baseline: Values, candidate: Values) -> Difference:
    return difference("test", "accuracy", baseline, candidate)


def test_means_and_their_difference() -> None:
    found = compared(right(60, 100), right(75, 100))
    assert (found.count, found.baseline, found.candidate) == (100, 0.6, 0.75)
    assert found.mean == pytest.approx(0.15)


def test_the_interval_is_that_of_the_normal_approximation_where_it_holds() -> None:
    # 300 of 1000 photos won, 200 lost: mean 0.1, standard error sqrt(0.5 - 0.01) / sqrt(1000).
    baseline, candidate = np.zeros(1000), np.zeros(1000)
    candidate[:300] = 1
    baseline[300:500] = 1
    found = compared(baseline, candidate)
    half = 1.96 * np.sqrt(0.49 / 1000)
    assert found.low == pytest.approx(0.1 - half, abs=0.003)
    assert found.high == pytest.approx(0.1 + half, abs=0.003)


def test_pairing_narrows_the_interval() -> None:
    random = np.random.default_rng(0)
    baseline = right(500, 1000)
    candidate = baseline.copy()
    candidate[500:530] = 1
    paired = compared(baseline, candidate)
    shuffled = compared(baseline, random.permutation(candidate))
    assert paired.low > 0 > shuffled.low


@pytest.mark.parametrize(
    ("won", "lost", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (1, 9, 22 / 1024), (10, 0, 2 / 1024)],
)
def test_mcnemar_is_the_sign_test_on_the_photos_that_differ(won: int, lost: int, p: float) -> None:
    baseline, candidate = right(50, 100), right(50, 100)
    candidate[50 : 50 + won] = 1
    candidate[:lost] = 0
    assert mcnemar(baseline, candidate) == pytest.approx(p)


def test_mcnemar_knows_only_right_and_wrong() -> None:
    assert mcnemar(np.array([0.5, 1.0]), np.array([1.0, 1.0])) is None


def test_other_photos_are_refused() -> None:
    with pytest.raises(ValueError, match="test: 3 photos of one network, 4 of the other"):
        compared(np.ones(3), np.ones(4))


shares = arrays.arrays(np.float64, st.integers(1, 60), elements=st.floats(0, 1, width=16))


@settings(max_examples=15, deadline=None)
@given(shares, st.randoms(use_true_random=False))
def test_the_interval_is_around_the_mean_and_within_what_was_seen(baseline: Values, random: Random) -> None:
    order = list(range(len(baseline)))
    random.shuffle(order)
    candidate = baseline[order]
    found, seen = compared(baseline, candidate), candidate - baseline
    assert seen.min() - 1e-9 <= found.low <= found.mean + 1e-9
    assert found.mean - 1e-9 <= found.high <= seen.max() + 1e-9


def test_better_is_recommended() -> None:
    better = compared(right(600, 1000), right(700, 1000))
    assert objections(better, [], margin=0.0) == []


def test_a_tie_is_not_better_but_loses_nothing() -> None:
    tie = compared(right(60, 100), right(60, 100))
    (line,) = objections(tie, [], margin=0.0)
    assert "not shown to be better" in line
    assert objections(tie, [], margin=0.005) == []


def test_a_loss_within_the_margin_must_be_sure() -> None:
    slightly_worse = compared(right(600, 1000), right(598, 1000))
    assert objections(slightly_worse, [], margin=0.01) == []
    (line,) = objections(slightly_worse, [], margin=0.003)
    assert "not shown to lose no more than the margin" in line
    assert "it must be above -0.30" in line


def test_no_part_may_get_worse() -> None:
    better = compared(right(600, 1000), right(700, 1000))
    worse = difference("whole, worn", "accuracy", right(50, 60), right(47, 60))
    assert objections(better, [better, worse], margin=0.0) == [
        "whole, worn: worse by 5.00 points, 0.00 are allowed"
    ]
    assert objections(better, [better, worse], margin=0.05) == []


def test_a_handful_of_photos_decides_nothing() -> None:
    few = compared(np.zeros(LEAST_PHOTOS - 1), np.ones(LEAST_PHOTOS - 1))
    (line,) = objections(few, [], margin=0.0)
    assert "29 photos are too few" in line
