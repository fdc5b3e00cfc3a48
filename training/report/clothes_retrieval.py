"""The section on finding garments by their embedding."""

from collections.abc import Mapping, Sequence

import numpy as np

from contracts.clothes import SLOTS, Slot
from training.clothes.evaluate import Readings, is_laid_out, is_person
from training.clothes.samples import Sample
from training.report.page import Page
from training.report.retrieval import retrieval


def tell_retrieval(page: Page, samples: Sequence[Sample], readings: Mapping[Slot, Readings]) -> None:
    """Whether near embeddings are garments of the same kind, and of the same kind and colour."""
    page.heading("Retrieval by the embedding")
    page.text(
        "Each garment looks for others of its kind, or of its kind and colour, nearest first; its own photo "
        "is left out. From worn to laid out is what a shopper's photo asks of a shop."
    )
    everyone = np.ones(len(samples), np.bool_)
    worn = np.array([is_person(one) for one in samples], np.bool_)
    laid_out = np.array([is_laid_out(one) for one in samples], np.bool_)
    photos = [(one.source, one.file) for one in samples]
    rows = []
    for slot in SLOTS:
        kinds = [one.kinds.get(slot) for one in samples]
        coloured = [
            (kind, one.colour) if kind and one.colour else None
            for kind, one in zip(kinds, samples, strict=True)
        ]
        for what, meanings in (("kind", kinds), ("kind and colour", coloured)):
            for way, queries, gallery in (
                ("all among all", everyone, everyone),
                ("worn to laid out", worn, laid_out),
            ):
                found = retrieval(readings[slot].embedding, meanings, photos, queries, gallery)
                precision = found.mean_average_precision
                rows.append(
                    (
                        f"{slot}, {what}, {way}",
                        found.first.count,
                        found.first,
                        found.first_five,
                        "–" if np.isnan(precision) else f"{precision:.3f}",
                    )
                )
    page.table(("what", "queries", "recall@1, %", "recall@5, %", "mAP"), rows)
