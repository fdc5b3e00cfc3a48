"""`vitrine catalog` as a process, as a merchandiser runs it."""

import os
import subprocess
import sys
from pathlib import Path

from deploy.local.plan import ROOT


def start(catalog: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start a command on a catalog."""
    command = [sys.executable, "-m", "services.recommender.cli", "catalog", *arguments]
    environment = {**os.environ, "CATALOG_URI": str(catalog), "POSE_URL": "", "COLUMNS": "200"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def run(catalog: Path, *arguments: str, fails: bool = False) -> str:
    """What it prints.

    Raises:
        AssertionError: it failed, or did not where it should.
    """
    with start(catalog, *arguments) as process:
        printed, _ = process.communicate()
    assert (process.returncode != 0) == fails, printed
    return printed
