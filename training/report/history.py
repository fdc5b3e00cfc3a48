"""How a training run went, from the metrics that it logged."""

import csv
from collections.abc import Sequence
from pathlib import Path

from training.errors import DataError
from training.report.page import Page
from training.report.plots import Corner, Line, draw_lines, picture

_PANELS: tuple[tuple[str, Corner], ...] = (("loss", "upper right"), ("accuracy", "lower right"))
"""What the metrics of a panel are called, and the corner that they leave free."""


def tell_history(page: Page, runs: Sequence[Path]) -> None:
    """A section with a plot of each run's losses and accuracies; nothing without runs.

    Of a run whose folder is gone, the plot that an earlier report drew stays.
    """
    if not runs:
        return
    page.heading("Training")
    for run in runs:
        path = page.picture(f"training-{run.name}", f"Loss and accuracy of the run {run.name} by step")
        if path.is_file() and not run.exists():
            continue
        metrics = read_metrics(run)
        with picture(path, 2) as panels:
            for axes, (word, legend) in zip(panels, _PANELS, strict=True):
                lines = {name: line for name, line in metrics.items() if word in name}
                draw_lines(axes, lines, "step", word, legend)


def read_metrics(run: Path) -> dict[str, Line]:
    """Name -> (steps, values) of every metric that the run's starts logged; DataError if there is none.

    Each start has a metrics.csv of its own. One that resumed replaces what came after its first step.
    """
    paths = sorted(run.rglob("metrics.csv"), key=lambda path: path.stat().st_mtime_ns)
    if not paths:
        raise DataError(f"run: no metrics.csv in {run}")
    rows: list[dict[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            started = list(csv.DictReader(file))
        if started:
            first = float(started[0]["step"])
            rows = [row for row in rows if float(row["step"]) < first] + started
    lines: dict[str, Line] = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        told = [row for row in rows if row.get(name)]
        if told and name not in ("epoch", "step"):
            lines[name] = [float(row["step"]) for row in told], [float(row[name]) for row in told]
    return lines
