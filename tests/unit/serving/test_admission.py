from contextlib import ExitStack

import pytest

from serving.admission import Admission
from serving.errors import Overloaded


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def answer(admission: Admission, clock: Clock, count: int, seconds: float) -> None:
    """One request after the other, each answered after `seconds`."""
    for _ in range(count):
        with admission.place():
            clock.now += seconds


def fill(admission: Admission) -> int:
    """How many are let in at a time."""
    with ExitStack() as places:
        for count in range(1000):
            try:
                places.enter_context(admission.place())
            except Overloaded:
                return count
    raise AssertionError("no limit")


def test_until_the_rate_is_known_the_least_are_let_in() -> None:
    clock = Clock()
    admission = Admission(0.5, 4, 40, clock)
    assert fill(admission) == 4
    answer(admission, clock, 10, 0.001)
    assert fill(admission) == 4


@pytest.mark.parametrize(
    ("seconds_each", "limit"), [(0.02, 25), (0.05, 10), (1.0, 4), (0.001, 40), (0.0, 40)]
)
def test_as_many_as_are_answered_in_time(seconds_each: float, limit: int) -> None:
    clock = Clock()
    admission = Admission(0.5, 4, 40, clock)
    answer(admission, clock, 40, seconds_each)
    assert admission.limit == pytest.approx(limit, abs=1)


def test_a_pause_does_not_look_like_slowness() -> None:
    clock = Clock()
    admission = Admission(0.5, 4, 40, clock)
    for _ in range(40):
        clock.now += 60
        answer(admission, clock, 1, 0.02)
    assert admission.limit == pytest.approx(25, abs=1)


def test_a_model_that_becomes_slower_lets_fewer_in() -> None:
    clock = Clock()
    admission = Admission(0.5, 4, 40, clock)
    answer(admission, clock, 40, 0.02)
    answer(admission, clock, 40, 0.1)
    assert admission.limit == pytest.approx(5, abs=1)


def test_who_ends_frees_the_place_and_errors_are_no_answers() -> None:
    clock = Clock()
    admission = Admission(0.5, 4, 40, clock)

    def fail() -> None:
        with admission.place():
            clock.now += 0.0001
            raise ValueError("broken")

    for _ in range(100):
        with pytest.raises(ValueError, match="broken"):
            fail()
    assert fill(admission) == 4
    assert fill(admission) == 4


def test_a_refusal_says_how_many_are_inside() -> None:
    admission = Admission(0.5, 1, 1, Clock())
    with admission.place(), pytest.raises(Overloaded, match="1 requests are under way"), admission.place():
        pass
