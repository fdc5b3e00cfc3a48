"""The report of the clothes networks, slot by slot, worn and laid out apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from contracts.clothes import CATEGORIES, SLOTS, Slot
from serving.networks.clothes_crop import CROP_SIZE
from training.clothes.data import CropSet
from training.clothes.evaluate import SETS, Readings, labelled
from training.clothes.samples import Sample
from training.report.clothes_categories import FEW_TO_TEST, FEW_TO_TRAIN, answers_at, tell_categories
from training.report.clothes_retrieval import tell_retrieval
from training.report.clothes_worn import tell_worn
from training.report.history import tell_history
from training.report.mistakes import Mistake
from training.report.origin import Origin
from training.report.page import Page

Counts = Mapping[Slot, Mapping[str, int]]
"""Photos of each kind in the training part, by slot; none where a kind is not there."""


def write_report(
    folder: Path,
    samples: Sequence[Sample],
    readings: Mapping[Slot, Readings],
    trained_on: Counts,
    origin: Origin,
    runs: Sequence[Path] = (),
) -> Path:
    """Write clothes.md and its pictures to `folder`; returns its path. `runs`: training folders to plot."""
    page = Page(folder, "clothes", "Clothes: what is worn in each slot")
    origin.tell(page)
    page.text(
        "Street and attribute photos were labelled again by eye. Where that left a doubt the label is "
        "doubtful: figures are given with and without those photos. A class with fewer than "
        f"{FEW_TO_TRAIN} photos to train on or {FEW_TO_TEST} to test on is marked as having few photos."
    )
    for slot in SLOTS:
        page.heading(slot.capitalize())
        for name in SETS:
            tell_categories(page, samples, readings[slot], slot, name, trained_on[slot])
    tell_worn(page, samples, readings)
    tell_retrieval(page, samples, readings)
    tell_history(page, runs)
    return page.write()


def counts_of(samples: Sequence[Sample]) -> Counts:
    """How many different photos show each kind in each slot."""
    photos = {(slot, kind, one.source, one.file) for one in samples for slot, kind in one.kinds.items()}
    return {slot: Counter(kind for place, kind, *_ in photos if place == slot) for slot in SLOTS}


def mistakes(samples: Sequence[Sample], readings: Mapping[Slot, Readings]) -> list[Mistake]:
    """The crops whose category was read wrongly, of all slots."""
    crops = CropSet(list(samples), CROP_SIZE, augment=False)
    found = []
    for slot in SLOTS:
        rows = labelled(list(samples), slot)
        answers = answers_at(samples, readings[slot], slot, rows)
        for place in np.flatnonzero(~answers.right):
            sample = samples[rows[place]]
            doubt = ", doubtful" if sample.doubtful else ""
            found.append(
                Mistake(
                    crop=crops.crop(sample),
                    labelled=sample.kinds[slot],
                    read_as=CATEGORIES[slot][answers.predicted[place]],
                    probability=float(answers.confidence[place]),
                    note=f"{slot}, {sample.source}: {sample.file}{doubt}",
                )
            )
    return found
