"""The way of a network, by the commands that a user types: train, resume, export, serve."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.stack import Stack


def training(directory: Path, *arguments: str | Path, within_s: int = 600) -> str:
    """What `python -m training ...` printed in `directory`; the test fails with it if the command did."""
    command = [sys.executable, "-m", "training", *map(str, arguments)]
    environment = {**os.environ, "VITRINE_DATA": os.devnull, "VITRINE_WEIGHTS": os.devnull}
    ended = subprocess.run(
        command, cwd=directory, env=environment, capture_output=True, text=True, timeout=within_s, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def logged(folder: Path, column: str) -> list[float]:
    """The values of a column of the logs of all starts of a run, in their order."""
    values = []
    for file in sorted(folder.glob("logs/version_*/metrics.csv")):
        with file.open(newline="") as lines:
            values += [float(row[column]) for row in csv.DictReader(lines) if row.get(column)]
    return values


@contextmanager
def served(service: str, models: Path, directory: Path) -> Iterator[str]:
    """The address of a real service over the models in `models`."""
    stack = Stack(directory, MODELS_DIR=str(models))
    try:
        stack.start(service)
        yield stack.plan.url(service)
    finally:
        stack.stop()
