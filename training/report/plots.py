"""The plots of the reports in one quiet style: SVG on a light ground of its own, for light and dark pages."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.typing import RcKeyType
from numpy.typing import NDArray

from training.report.scores import Bin
from training.report.shares import Share

Line = tuple[Sequence[float], Sequence[float]]
"""x and y of its points."""

Corner = Literal["upper right", "lower right", "lower left"]

_INK, _FAINT, _GROUND = "#24292f", "#c9ced4", "#fbfbf9"
_STYLE: dict[RcKeyType, Any] = {
    "font.size": 9.0,
    "axes.titlesize": 9.0,
    "axes.facecolor": _GROUND,
    "figure.facecolor": _GROUND,
    "savefig.facecolor": _GROUND,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.edgecolor": _FAINT,
    "grid.color": _FAINT,
    "grid.linewidth": 0.5,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    # Okabe and Ito 2008: told apart by the colour-blind too.
    "axes.prop_cycle": "cycler(color=['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'])",
    "svg.fonttype": "none",
    # The same numbers give the same file.
    "svg.hashsalt": "vitrine",
}
_PANEL = (3.6, 3.2)  # inches


@contextmanager
def picture(path: Path, panels: int = 1) -> Iterator[list[Axes]]:
    """Empty panels side by side; what is drawn in them is written to `path` (.svg) at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(_PANEL[0] * panels, _PANEL[1]), layout="constrained")
        yield list(figure.subplots(1, panels, squeeze=False)[0])
        figure.savefig(path, format="svg", metadata={"Date": None})


def draw_confusion(axes: Axes, counts: NDArray[np.int64], labels: Sequence[str], title: str) -> None:
    """Counts [K, K], labelled by predicted; the darker, the larger a part of the row."""
    shares = counts / counts.sum(axis=1, keepdims=True).clip(1)
    axes.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1, edgecolors=_GROUND, linewidth=1)
    for (row, column), count in np.ndenumerate(counts):
        ink = _GROUND if shares[row, column] > 0.5 else _INK
        axes.text(column + 0.5, row + 0.5, str(count), ha="center", va="center", color=ink)
    places = np.arange(len(labels)) + 0.5
    axes.set_xticks(places, labels)
    axes.set_yticks(places, labels)
    axes.invert_yaxis()
    axes.grid(visible=False)
    axes.set(xlabel="read as", ylabel="labelled", title=title)


def draw_reliability(axes: Axes, curves: Mapping[str, Sequence[Bin]]) -> None:
    """How often answers of a confidence were right, with 95 % intervals; on the diagonal it is honest."""
    axes.plot((0, 1), (0, 1), color=_FAINT, linewidth=1)
    for name, bins in curves.items():
        confidence = [one.confidence for one in bins]
        shares = [one.right for one in bins]
        values = [share.value for share in shares]
        axes.errorbar(
            confidence, values, _whiskers(shares), marker="o", markersize=3, linewidth=1, label=name
        )
    lowest = min((one.confidence for bins in curves.values() for one in bins), default=0.0)
    axes.set(xlim=(min(lowest - 0.03, 0.5), 1.02), ylim=(0, 1.02))
    axes.set(xlabel="confidence", ylabel="share right", title="reliability")
    axes.legend(loc="lower right")


def draw_lines(axes: Axes, lines: Mapping[str, Line], x: str, y: str, legend: Corner = "lower right") -> None:
    """Lines by name; `x` and `y` label the axes, `legend` is the corner that the lines leave free."""
    for name, (places, values) in lines.items():
        axes.plot(places, values, label=name, linewidth=1.2)
    axes.set(xlabel=x, ylabel=y)
    if lines:
        axes.legend(loc=legend)


def draw_shares(axes: Axes, names: Sequence[str], sets: Mapping[str, Sequence[Share]], title: str) -> None:
    """Shares of each set (with its 95 % interval) beside each other at each name, from 0 to 1."""
    places = np.arange(len(names), dtype=np.float64)
    for number, (label, shares) in enumerate(sets.items()):
        values = np.array([share.value for share in shares])
        shifted = places + (number - (len(sets) - 1) / 2) * 0.12
        axes.errorbar(shifted, values, _whiskers(shares), fmt="o", markersize=3, linewidth=1, label=label)
    axes.set_xticks(places, names)
    axes.set(ylim=(0, 1.02), ylabel="share right", title=title)
    axes.legend(fontsize=7, loc="lower left")


def _whiskers(shares: Sequence[Share]) -> NDArray[np.float64]:
    """[2, N]: from each value down and up to the ends of its interval."""
    ends = np.array([(share.interval[0], share.value, share.interval[1]) for share in shares]).reshape(-1, 3)
    # A share of 1 is its interval's own end but for rounding.
    return np.diff(ends, axis=1).T.clip(0)
