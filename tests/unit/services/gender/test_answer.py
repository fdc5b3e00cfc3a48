import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gender.answer import gender_answer


def confidence(female: float, evidence: float, face: float) -> float:
    probabilities = np.array([1 - female, female], np.float32)
    return gender_answer(probabilities, evidence, face, "gender@1").confidence


def test_with_full_evidence_the_probability_stands() -> None:
    assert confidence(0.93, 1, 1) == pytest.approx(0.93, abs=1e-4)
    assert confidence(0.2, 1, 1) == pytest.approx(0.8, abs=1e-4)


def test_half_the_evidence_halves_the_log_odds() -> None:
    # log-odds of 0.9 are log 9; half of that is log 3, which is 0.75
    assert confidence(0.9, 0.5, 1) == pytest.approx(0.75, abs=1e-4)


def test_half_a_face_halves_what_is_above_even() -> None:
    assert confidence(0.9, 1, 0.5) == pytest.approx(0.7, abs=1e-4)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_less_face_never_makes_surer(female: float, evidence: float, face: float) -> None:
    answer = confidence(female, evidence, face)
    assert 0.5 <= answer <= 1
    assert answer <= confidence(female, 1, 1)
    assert confidence(female, 0, face) == confidence(female, evidence, 0) == 0.5
