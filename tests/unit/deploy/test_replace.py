"""`deploy/replace`, with an engine of which only the answers that it looks at are there."""

import os
import subprocess
from pathlib import Path

import pytest

from deploy.local.plan import ROOT

ENGINE = """#!/bin/sh
echo "$*" >> "$TOLD"
case "$*" in
  "compose ps --all --quiet gender") echo old; [ ! -e "$TOLD.up" ] || echo new ;;
  "compose ps --quiet gender") echo old ;;
  "compose ps --quiet "*) ;;
  "compose up "*) [ -n "$STATE" ] || exit 1; : > "$TOLD.up" ;;
  "inspect "*" new") echo "$STATE" ;;
  "inspect "*) echo "true 0 unhealthy" ;;
esac
"""


def replace(folder: Path, service: str, state: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """How it ended, and what the engine was told.

    Args:
        folder: empty.
        service: one that has the container `old`, if it is `gender`.
        state: of the container `new`; empty where it cannot be started.
    """
    engine, pause, told = folder / "docker", folder / "sleep", folder / "told"
    engine.write_text(ENGINE)
    pause.write_text("#!/bin/sh\n")
    for program in (engine, pause):
        program.chmod(0o755)
    environment = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "TOLD": str(told), "STATE": state}
    done = subprocess.run(
        [ROOT / "deploy" / "replace", service],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done, told.read_text().splitlines()


def test_the_old_container_ends_when_the_new_one_serves(tmp_path: Path) -> None:
    done, told = replace(tmp_path, "gender", "true 0 healthy")
    assert done.returncode == 0, done.stderr
    assert told[-2:] == ["stop old", "rm old"]


@pytest.mark.parametrize("state", ["true 1 starting", "false 0 starting", "true 0 unhealthy"])
def test_a_new_container_that_does_not_serve_is_removed(tmp_path: Path, state: str) -> None:
    done, told = replace(tmp_path, "gender", state)
    assert done.returncode == 1
    assert "the new container of gender does not serve" in done.stderr
    assert told[-1] == "rm --force new"
    assert "stop old" not in told


def test_where_no_second_container_can_start_nothing_is_left_behind(tmp_path: Path) -> None:
    done, told = replace(tmp_path, "gender", "")
    assert done.returncode == 1
    assert "no second container of gender can start" in done.stderr
    assert told[-1] == "compose rm --force gender"
    assert "stop old" not in told


def test_a_service_that_does_not_run_is_named(tmp_path: Path) -> None:
    done, _ = replace(tmp_path, "gendre", "true 0 healthy")
    assert done.returncode == 1
    assert "no container of gendre is running" in done.stderr
