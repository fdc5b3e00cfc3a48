import socket

import pytest
import typer

from benchmarks.running import require_running


def test_what_does_not_run_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # taken, but nothing listens
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(typer.Exit) as exit_:
            require_running(url)
    assert exit_.value.exit_code == 1
    assert capsys.readouterr().err.split() == [
        "nothing",
        "answers",
        "at",
        f"{url}:",
        "start",
        "it",
        "with",
        "make",
        "run",
    ]
