"""`python -m gateway` as a real process: two ports, and an orderly end."""

import os
import signal
import subprocess
import sys

import httpx
import pytest

from tests.stack import free_port
from tests.waiting import PATIENCE_S, get, wait_until


def statuses(port: int, paths: tuple[str, ...]) -> list[int]:
    return [get(f"http://127.0.0.1:{port}{path}").status_code for path in paths]


def wait_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    def is_ready() -> bool:
        assert process.poll() is None
        try:
            return statuses(port, ("/readyz",)) == [200]
        except httpx.TransportError:
            return False

    wait_until(is_ready)


def test_metrics_and_documents_are_on_the_port_of_operations_only() -> None:
    public = free_port(2)
    own = public + 1
    environment = {**os.environ, "PORT": str(public), "ADMIN_PORT": str(own), "DRAIN_S": "0"}
    with subprocess.Popen([sys.executable, "-m", "gateway"], env=environment) as process:
        try:
            wait_ready(public, process)
            paths = ("/", "/metrics", "/docs", "/openapi.json")
            assert statuses(public, paths) == [200, 404, 404, 404]
            assert statuses(own, paths) == [200, 200, 200, 200]
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == -signal.SIGTERM  # after the drain, by the signal that asked for it


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("API_KEYS_FILE", "/nowhere/keys", "cannot be read"), ("RATE_PER_KEY", "often", "not like 10/second")],
)
def test_access_that_cannot_be_configured_does_not_start(name: str, value: str, said: str) -> None:
    environment = {**os.environ, "PORT": str(free_port()), name: value}
    command = [sys.executable, "-m", "gateway"]
    ended = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert ended.returncode != 0
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
