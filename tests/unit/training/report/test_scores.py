import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.calibration import calibration_error
from training.report.scores import answered, class_scores, confusion, reliability, roc
from training.report.shares import Share

TRUTH = np.array([0, 0, 0, 1, 1, 2])
PREDICTED = np.array([0, 0, 1, 1, 0, 1])


def test_confusion_is_labelled_by_predicted() -> None:
    assert confusion(TRUTH, PREDICTED, 3).tolist() == [[2, 1, 0], [1, 1, 0], [0, 1, 0]]


def test_precision_recall_and_f1_of_each_class() -> None:
    tee, jacket, blazer = class_scores(confusion(TRUTH, PREDICTED, 3), ("Tee", "Jacket", "Blazer"))
    assert (tee.precision, tee.recall) == (Share(2, 3), Share(2, 3))
    assert (jacket.precision, jacket.recall) == (Share(1, 3), Share(1, 2))
    assert jacket.f1 == pytest.approx(2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))
    # Never predicted: there is no precision, and it does not pass for a poor one.
    assert blazer.precision == Share(0, 0)
    assert np.isnan(blazer.precision.value)
    assert blazer.f1 == 0


def test_a_class_that_never_occurs_has_no_scores() -> None:
    (_, absent) = class_scores(np.array([[3, 0], [0, 0]]), ("Dress", "Kimono"))
    assert np.isnan(absent.f1)
    assert np.isnan(absent.recall.value)


def test_answers_of_like_confidence_are_counted_together() -> None:
    confidence = np.array([0.91, 0.92, 0.55, 1.0])
    low, high, sure = reliability(confidence, np.array([True, False, True, True]))
    assert [one.right for one in (low, high, sure)] == [Share(1, 1), Share(1, 2), Share(1, 1)]
    assert [low.confidence, high.confidence, sure.confidence] == pytest.approx([0.55, 0.915, 1.0])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), min_size=1, max_size=60))
def test_the_plotted_gaps_make_up_the_calibration_error(answers: list[tuple[int, bool]]) -> None:
    # Halves of a hundredth are never on the edge of a fifteenth.
    confidence = np.array([(hundredth + 0.5) / 100 for hundredth, _ in answers], np.float32)
    right = np.array([correct for _, correct in answers])
    gaps = [abs(one.confidence - one.right.value) * one.right.count for one in reliability(confidence, right)]
    assert sum(gaps) / len(answers) == pytest.approx(calibration_error(confidence, right), abs=1e-5)


def test_withheld_answers_are_not_counted() -> None:
    confidence, right = np.array([0.6, 0.8, 0.9]), np.array([False, True, True])
    assert answered(confidence, right, 0.5) == (Share(3, 3), Share(2, 3))
    assert answered(confidence, right, 0.8) == (Share(2, 3), Share(2, 2))
    assert answered(confidence, right, 0.99) == (Share(0, 3), Share(0, 0))


def test_roc_of_a_perfect_score_goes_by_the_corner() -> None:
    false, true = roc(np.array([0.1, 0.4, 0.6, 0.9]), np.array([False, False, True, True]))
    assert (0.0, 1.0) in zip(false.tolist(), true.tolist(), strict=True)
