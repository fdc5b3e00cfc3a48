"""`make run` behind its Makefile: starts, announces, stops, and says in one line why it cannot start."""

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from deploy.local.plan import ROOT, SERVICES
from tests.stack import free_port
from tests.waiting import PATIENCE_S, get


def run(port: int, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "deploy.local", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_for(process: subprocess.Popen[str], text: str) -> str:
    """The output up to the line that has the text."""
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)

    threading.Thread(target=read, daemon=True).start()
    seen = ""
    deadline = time.monotonic() + 2 * PATIENCE_S  # it gives up by itself before
    while text not in seen:
        assert time.monotonic() < deadline, seen
        try:
            seen += lines.get(timeout=0.2)
        except queue.Empty:
            assert process.poll() is None, seen
    return seen


def test_it_starts_announces_the_page_and_stops_on_ctrl_c(catalog: Path) -> None:
    port = free_port(len(SERVICES))
    with run(port, CATALOG_URI=str(catalog)) as process:
        try:
            wait_for(process, f"http://127.0.0.1:{port}")
            page = get(f"http://127.0.0.1:{port}/")
            assert page.status_code == 200
            assert "Vitrine" in page.text
            os.killpg(process.pid, signal.SIGINT)
            assert process.wait(timeout=PATIENCE_S) == 0
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    for place in range(len(SERVICES)):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port + place)) != 0


def test_a_port_in_use_is_one_clear_line(catalog: Path) -> None:
    port = free_port(len(SERVICES))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 1))
        taken.listen()
        process = run(port, CATALOG_URI=str(catalog))
        output, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert output.splitlines() == [
        f"Vitrine cannot start: port {port + 1} (pose) is in use: "
        "stop what uses it, or move with make run PORT=9000"
    ]


@pytest.mark.parametrize("kept", [(), ("pose",)])
def test_a_missing_model_file_is_one_clear_line(tmp_path: Path, kept: tuple[str, ...]) -> None:
    for name in kept:
        (tmp_path / name / "1").mkdir(parents=True)
        (tmp_path / name / "1" / "model.onnx").touch()
    process = run(free_port(len(SERVICES)), MODELS_DIR=str(tmp_path))
    output, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    missing = "gender" if kept else "pose"
    assert output.splitlines() == [
        f"Vitrine cannot start: no model file {tmp_path}/{missing}/<version>/model.onnx"
    ]
