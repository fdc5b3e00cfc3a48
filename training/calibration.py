"""Making probabilities honest, and measuring how honest they are."""

import numpy as np
import torch
from numpy.typing import NDArray
from torchmetrics.functional.classification import binary_auroc, binary_calibration_error

BINS = 15
"""Bins of the calibration error, as in Guo et al. 2017, "On Calibration of Modern Neural Networks"."""

_TEMPERATURES = np.geomspace(0.25, 4.0, 161)
_OFFSETS = np.linspace(-3.0, 3.0, 121)


def best_temperature(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """The divisor of the logits [N, K] under which the labels [N] are most likely (temperature scaling).

    1.0 for fewer than 20 labels: so few cannot tell.
    """
    if len(labels) < 20:
        return 1.0
    return float(min(_TEMPERATURES, key=lambda t: negative_log_likelihood(logits / t, labels)))


def best_scale(logits: NDArray[np.floating], positive: NDArray[np.bool_]) -> tuple[float, float]:
    """Temperature t and offset b under which sigmoid((logits - b) / t) makes `positive` [N] likeliest.

    Platt 1999, "Probabilistic outputs for support vector machines". (1, 0) for fewer than 20 labels.
    """
    if len(positive) < 20:
        return 1.0, 0.0
    signs = np.where(positive, 1.0, -1.0)

    def loss(temperature: float, offset: float) -> float:
        return float(np.logaddexp(0.0, -signs * (logits - offset) / temperature).mean())

    return min(
        ((float(t), float(b)) for t in _TEMPERATURES for b in _OFFSETS), key=lambda scale: loss(*scale)
    )


def negative_log_likelihood(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """The mean over N of -log softmax(logits)[label]."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float((log_sum - shifted[np.arange(len(labels)), labels]).mean())


def calibration_error(confidence: NDArray[np.floating], right: NDArray[np.bool_]) -> float:
    """Expected calibration error of N confidences 0..1 in what was `right` or not; 0 is perfect."""
    return float(
        binary_calibration_error(
            torch.from_numpy(confidence.astype(np.float32)),
            torch.from_numpy(right.astype(np.int64)),
            n_bins=BINS,
        )
    )


def roc_auc(scores: NDArray[np.floating], positive: NDArray[np.bool_]) -> float:
    """Area under the ROC curve: the chance that a positive scores over a negative."""
    return float(
        binary_auroc(torch.from_numpy(scores.astype(np.float32)), torch.from_numpy(positive.astype(np.int64)))
    )
