"""The section on whether a slot is worn at all."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import SLOTS, Slot
from training.calibration import roc_auc
from training.clothes.evaluate import SETS, Readings
from training.clothes.samples import Sample
from training.report.page import Page
from training.report.plots import Line, draw_lines, picture
from training.report.scores import roc
from training.report.shares import Share


def tell_worn(page: Page, samples: Sequence[Sample], readings: Mapping[Slot, Readings]) -> None:
    """Whether a slot is worn at all."""
    page.heading("Whether the slot is worn")
    table = []
    path = page.picture("worn", "ROC of worn by slot, a panel a set")
    with picture(path, len(SETS)) as panels:
        for axes, (name, belongs) in zip(panels, SETS.items(), strict=True):
            curves: dict[str, Line] = {}
            for slot in SLOTS:
                rows = [row for row, one in enumerate(samples) if slot in one.worn and belongs(one)]
                worn = np.array([samples[row].worn[slot] for row in rows], np.bool_)
                scores = readings[slot].worn[rows]
                table.append((f"{slot}, {name}", *_row(scores, worn)))
                if _separable(worn):
                    false, true = roc(scores, worn)
                    curves[slot] = false.tolist(), true.tolist()
            draw_lines(axes, curves, "not worn, but called worn", "worn, and called worn")
            axes.set_title(name, fontsize=8)
    page.table(("slot", "count", "worn", "accuracy, %", "area under ROC"), table)


def _row(scores: NDArray[np.float32], worn: NDArray[np.bool_]) -> tuple[object, ...]:
    area = f"{roc_auc(scores, worn):.3f}" if _separable(worn) else "–"
    return worn.size, int(worn.sum()), Share.of((scores > 0.5) == worn), area


def _separable(worn: NDArray[np.bool_]) -> bool:
    """Whether there are both, so that one can be told from the other."""
    return bool(worn.any() and not worn.all())
