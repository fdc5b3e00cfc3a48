"""The section on the categories of one slot in one set of photos."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, Slot
from training.calibration import calibration_error
from training.clothes.evaluate import SETS, Readings, category_truth, labelled
from training.clothes.samples import Sample
from training.report.page import Page
from training.report.plots import draw_confusion, draw_reliability, picture
from training.report.scores import ClassScore, class_scores, confusion, reliability
from training.report.shares import Share

FEW_TO_TRAIN, FEW_TO_TEST = 100, 20
"""Photos of a class under which it is marked: it is hardly learnt, or its figures are hardly known."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a head says of the categories of N samples: indices int64 [N] and confidence 0..1 [N]."""

    truth: NDArray[np.int64]
    predicted: NDArray[np.int64]
    confidence: NDArray[np.float32]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Whether the likeliest category is the label."""
        return np.equal(self.predicted, self.truth)


def answers_at(samples: Sequence[Sample], readings: Readings, slot: Slot, rows: list[int]) -> Answers:
    """The answers for the samples at `rows`, which all have a category in `slot`."""
    probabilities = readings.probabilities[rows]
    truth = category_truth(list(samples), rows, slot)
    return Answers(truth, probabilities.argmax(axis=1), probabilities.max(axis=1))


def tell_categories(
    page: Page,
    samples: Sequence[Sample],
    readings: Readings,
    slot: Slot,
    name: str,
    trained_on: Mapping[str, int],
) -> None:
    """The photos of the set `name` of SETS; `trained_on`: photos of each category in the training part."""
    rows = [row for row in labelled(list(samples), slot) if SETS[name](samples[row])]
    page.heading(f"{slot.capitalize()}, {name}", 3)
    said = answers_at(samples, readings, slot, rows)
    right = Share.of(said.right)
    if not right.count:
        page.text("No photos.")
        return
    error = calibration_error(said.confidence, said.right)
    page.text(
        f"Of {right.count} garments {right} % are read rightly. "
        f"The expected calibration error is {100 * error:.1f} %."
    )
    labels = CATEGORIES[slot]
    counts = confusion(said.truth, said.predicted, len(labels))
    page.table(
        ("class", "to train on", "to test on", "precision, %", "recall, %", "F1", "note"),
        [_class_row(score, trained_on[score.label]) for score in class_scores(counts, labels)],
    )
    stem = re.sub("[^a-z]+", "-", f"{slot} {name}".lower()).strip("-")
    path = page.picture(stem, f"{slot}, {name}: labelled by predicted, and share right by confidence")
    with picture(path, 2) as (left, beside):
        draw_confusion(left, counts, labels, slot)
        draw_reliability(beside, {slot: reliability(said.confidence, said.right)})


def _class_row(score: ClassScore, trained_on: int) -> tuple[object, ...]:
    few = trained_on < FEW_TO_TRAIN or score.recall.count < FEW_TO_TEST
    return (
        score.label,
        trained_on,
        score.recall.count,
        score.precision,
        score.recall,
        "–" if np.isnan(score.f1) else f"{score.f1:.2f}",
        "**few photos**" if few else "",
    )
