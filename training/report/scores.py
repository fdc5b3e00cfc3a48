"""From labels and predictions to the numbers of a report."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torchmetrics.functional.classification import binary_roc, multiclass_confusion_matrix

from training.calibration import BINS
from training.report.shares import Share

Bools = NDArray[np.bool_]
Floats = NDArray[np.floating]
Integers = NDArray[np.int64]

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Confidences under which an answer might be withheld."""


@dataclass(frozen=True, slots=True)
class ClassScore:
    """One class: of those called so, how many are; of those that are, how many were called so."""

    label: str
    precision: Share
    recall: Share

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0..1; not a number if the class never occurs."""
        either = self.precision.count + self.recall.count
        return 2 * self.recall.right / either if either else float("nan")


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers of like confidence: their mean confidence 0..1, and how many were right."""

    confidence: float
    right: Share


def confusion(truth: Integers, predicted: Integers, classes: int) -> Integers:
    """Counts int64 [classes, classes]: labelled (rows) by predicted (columns), of N indices each."""
    counts = multiclass_confusion_matrix(torch.from_numpy(predicted), torch.from_numpy(truth), classes)
    return counts.numpy().astype(np.int64)


def class_scores(counts: Integers, labels: Sequence[str]) -> list[ClassScore]:
    """Precision and recall of every class of a confusion matrix [K, K]."""
    return [
        ClassScore(
            label,
            precision=Share(int(counts[index, index]), int(counts[:, index].sum())),
            recall=Share(int(counts[index, index]), int(counts[index].sum())),
        )
        for index, label in enumerate(labels)
    ]


def reliability(confidence: Floats, right: Bools) -> list[Bin]:
    """N answers by confidence, in the bins of the calibration error; empty bins are left out."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        Bin(float(confidence[bins == index].mean()), Share.of(right[bins == index]))
        for index in np.unique(bins)
    ]


def answered(confidence: Floats, right: Bools, threshold: float) -> tuple[Share, Share]:
    """Of N answers, those of at least `threshold` confidence; and of these, those that are right."""
    sure = confidence >= threshold
    return Share.of(sure), Share.of(right[sure])


def roc(scores: Floats, positive: Bools) -> tuple[Floats, Floats]:
    """False and true positive rate, 0..1, as the threshold on N scores falls."""
    false, true, _ = binary_roc(
        torch.from_numpy(scores.astype(np.float32)), torch.from_numpy(positive.astype(np.int64))
    )
    return false.numpy(), true.numpy()
