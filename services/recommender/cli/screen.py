"""The screen, and how an error is told on it."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from services.recommender.errors import RecommenderError

screen = Console(stderr=True)


@contextmanager
def told(what_failed: str) -> Iterator[None]:
    """End the program with one line, not with a traceback, on an error that a merchandiser can act on."""
    try:
        yield
    except (RecommenderError, RuntimeError, OSError) as error:
        screen.print(f"[red]{what_failed}[/]", end=" ")
        screen.print(str(error), style=None, markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error


def tell(lines: list[str]) -> None:
    """Print lines as they are, however narrow the screen is."""
    for line in lines:
        screen.print(line, highlight=False, markup=False, soft_wrap=True)
