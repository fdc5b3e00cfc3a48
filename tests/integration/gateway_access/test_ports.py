"""`python -m gateway` as a real process: two ports, and an orderly end."""

import os
import signal
import subprocess
import sys
import time

import httpx
import pytest

from tests.stack import free_port


def get(port: int, path: str) -> int:
    return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5, trust_env=False).status_code


def wait_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None
        try:
            if get(port, "/readyz") == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("not ready")


def test_metrics_and_documents_are_on_the_port_of_operations_only() -> None:
    public = free_port(2)
    own = public + 1
    environment = {**os.environ, "PORT": str(public), "ADMIN_PORT": str(own), "DRAIN_S": "0"}
    with subprocess.Popen([sys.executable, "-m", "gateway"], env=environment) as process:
        try:
            wait_ready(public, process)
            paths = ("/", "/metrics", "/docs", "/openapi.json")
            assert [get(public, path) for path in paths] == [200, 404, 404, 404]
            assert [get(own, path) for path in paths] == [200, 200, 200, 200]
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(15) == -signal.SIGTERM  # after the drain, by the signal that asked for it


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("API_KEYS_FILE", "/nowhere/keys", "cannot be read"), ("RATE_PER_KEY", "often", "not like 10/second")],
)
def test_access_that_cannot_be_configured_does_not_start(name: str, value: str, said: str) -> None:
    environment = {**os.environ, "PORT": str(free_port()), name: value}
    command = [sys.executable, "-m", "gateway"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
