import numpy as np
import pytest

from training.calibration import (
    best_scale,
    best_temperature,
    calibration_error,
    negative_log_likelihood,
    roc_auc,
)


def test_overconfident_logits_are_cooled() -> None:
    random = np.random.default_rng(0)
    true_logits = random.normal(0, 1.5, (4000, 3))
    probabilities = np.exp(true_logits) / np.exp(true_logits).sum(axis=1, keepdims=True)
    labels = np.array([random.choice(3, p=row) for row in probabilities])
    temperature = best_temperature((3 * true_logits).astype(np.float32), labels)
    assert temperature == pytest.approx(3.0, rel=0.1)


def test_a_handful_of_labels_changes_nothing() -> None:
    assert best_temperature(np.zeros((19, 2), np.float32), np.zeros(19, np.int64)) == 1.0


def test_likelihood_of_even_odds_is_log_two() -> None:
    assert negative_log_likelihood(np.zeros((5, 2)), np.zeros(5, np.int64)) == pytest.approx(np.log(2))


def test_calibration_error_is_the_gap() -> None:
    confidence = np.full(100, 0.9)
    right = np.arange(100) < 70
    assert calibration_error(confidence, right) == pytest.approx(0.2, abs=1e-6)


def test_roc_auc_of_a_perfect_and_a_blind_score() -> None:
    positive = np.array([False, False, True, True])
    assert roc_auc(np.array([0.1, 0.2, 0.3, 0.4]), positive) == 1.0
    assert roc_auc(np.full(4, 0.5), positive) == 0.5


def test_shifted_and_stretched_logits_are_brought_back() -> None:
    random = np.random.default_rng(1)
    true_logits = random.normal(0, 2, 4000)
    positive = random.random(4000) < 1 / (1 + np.exp(-true_logits))
    temperature, offset = best_scale(2 * true_logits + 1, positive)
    assert temperature == pytest.approx(2.0, rel=0.15)
    assert offset == pytest.approx(1.0, abs=0.3)
    assert best_scale(true_logits[:5], positive[:5]) == (1.0, 0.0)
