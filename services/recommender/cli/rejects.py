"""Rows that were left out: some on the screen, all in a file."""

from collections.abc import Sequence
from pathlib import Path

from services.recommender.cli.screen import screen
from services.recommender.feeds.rows import Reject

SHOWN = 20


def tell_rejects(rejects: Sequence[Reject], path: Path | None) -> None:
    """Show the first ones, and write all of them to `path` as tab-separated line, id and reason."""
    if path is not None:
        lines = ["line\tid\treason", *(f"{one.line}\t{one.id}\t{_one_line(one.reason)}" for one in rejects)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for reject in rejects[:SHOWN]:
        told = f"line {reject.line}: {reject.id}: {reject.reason}"
        screen.print(told, style="yellow", markup=False, soft_wrap=True)
    if len(rejects) > SHOWN:
        where = f"all are in {path}" if path else "see them all with --rejects FILE"
        more = f"and {len(rejects) - SHOWN} more: {where}"
        screen.print(more, markup=False, highlight=False, soft_wrap=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())
