"""A bar with how much is done, how fast it goes and how long it takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from services.recommender.cli.screen import screen
from services.recommender.importing.report import OnProgress, Progress


@contextmanager
def progress(name: str) -> Iterator[OnProgress]:
    """Show the bar while the block runs; what it yields is to be told how far the work is."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[products]:,} products, {task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
    )
    started = time.monotonic()
    with Bar(*columns, console=screen) as bar:
        task = bar.add_task(name, total=None, products=0, rate=0.0)

        def show(now: Progress) -> None:
            if now.publishing:
                bar.update(task, description=f"{name}: publishing", completed=now.total, total=now.total)
                return
            rate = now.products / max(time.monotonic() - started, 1e-3)
            bar.update(task, completed=now.done, total=now.total, products=now.products, rate=rate)

        yield show
