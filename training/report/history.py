"""How a training run went, from the metrics that it logged."""

import csv
from collections.abc import Sequence
from pathlib import Path

from training.errors import DataError
from training.report.page import Page
from training.report.plots import Line, draw_lines, picture


def tell_history(page: Page, runs: Sequence[Path]) -> None:
    """A section with a plot of each run's losses and accuracies; nothing without runs."""
    if not runs:
        return
    page.heading("Training")
    for run in runs:
        metrics = read_metrics(run)
        path = page.picture(f"training-{run.name}", f"Loss and accuracy of the run {run.name} by step")
        with picture(path, 2) as panels:
            for axes, word in zip(panels, ("loss", "accuracy"), strict=True):
                draw_lines(axes, {n: line for n, line in metrics.items() if word in n}, "step", word)


def read_metrics(run: Path) -> dict[str, Line]:
    """Name -> (steps, values) of every metric in the run's metrics.csv; DataError if there is none."""
    path = next(iter(sorted(run.rglob("metrics.csv"))), None)
    if path is None:
        raise DataError(f"run: no metrics.csv in {run}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines: dict[str, Line] = {}
    for name in rows[0] if rows else ():
        told = [row for row in rows if row[name]]
        if name not in ("epoch", "step"):
            lines[name] = [float(row["step"]) for row in told], [float(row[name]) for row in told]
    return lines
