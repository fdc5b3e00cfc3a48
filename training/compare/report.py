"""The comparison of two networks as a table."""

from collections.abc import Sequence

from rich.table import Table

from training.compare.network import ExportedNetwork
from training.compare.paired import Difference
from training.compare.scores import Scores


def accuracy_table(
    differences: Sequence[Difference], baseline: Sequence[Scores], candidate: Sequence[Scores]
) -> Table:
    """A row for each set: both figures, their difference with its interval, McNemar's p, calibration."""
    table = Table(title="Same test photos, A served and B the candidate")
    for column in ("photos of", "count", "metric", "A", "B", "B - A, points", "95 % interval", "McNemar p"):
        table.add_column(column)
    table.add_column("calibration error, A, B")
    for one, ours, theirs in zip(differences, baseline, candidate, strict=True):
        table.add_row(
            one.set,
            str(one.count),
            one.metric,
            f"{one.baseline:.4f}",
            f"{one.candidate:.4f}",
            f"{100 * one.mean:+.2f}",
            f"{100 * one.low:+.2f} to {100 * one.high:+.2f}",
            "" if one.p is None else f"{one.p:.3g}",
            "" if ours.calibration is None else f"{ours.calibration:.4f}, {theirs.calibration:.4f}",
        )
    return table


def cost_table(networks: Sequence[ExportedNetwork], milliseconds: Sequence[float], threads: int) -> Table:
    """Size and time of A and B."""
    table = Table(title=f"What they cost ({threads} threads, one photo, median of runs that take turns)")
    for column in ("", "network", "ms", "MB"):
        table.add_column(column)
    for name, network, time in zip("AB", networks, milliseconds, strict=True):
        table.add_row(name, str(network.path), f"{time:.1f}", f"{network.megabytes:.1f}")
    return table
