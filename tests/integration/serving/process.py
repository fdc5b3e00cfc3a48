"""A model service in a process of its own, and clients that never pause."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from contracts.model import ModelResponse

STARTS_WITHIN_S = 60


@dataclass
class Service:
    """The process and its address."""

    process: "subprocess.Popen[bytes]"
    url: str
    log: Path

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.url + path, timeout=10, trust_env=False)

    def scale(self, value: float) -> httpx.Response:
        return httpx.post(f"{self.url}/v1/scale", json={"value": value}, timeout=30, trust_env=False)

    def models(self) -> ModelResponse:
        return ModelResponse.model_validate_json(self.get("/v1/model").content)

    def terminate(self) -> float:
        """Send SIGTERM; seconds until the process is gone."""
        asked = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        return time.monotonic() - asked


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def serving(repository: Path, log: Path, **settings: str) -> Iterator[Service]:
    """The scaling service on a free port, ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    factory = "tests.integration.serving.scaling_service:make_app"
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port)]
    environment = {
        **os.environ,
        "MODELS_DIR": str(repository),
        "MODEL_POLL_S": "0.1",
        "DEVICE": "cpu",
        **settings,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    service = Service(process, f"http://127.0.0.1:{port}", log)

    def answers() -> bool:
        assert process.poll() is None, log.read_text()
        try:
            service.get("/healthz")
        except httpx.TransportError:
            return False
        return True

    try:
        wait_until(answers, STARTS_WITHIN_S)
        yield service
    finally:
        process.kill()
        process.wait()


@dataclass
class Load:
    """What the clients got: answers by what they say, and requests that nothing came back for."""

    answers: list[tuple[int, str]] = field(default_factory=list)
    """Status, and the model that answered or the problem's detail."""

    lost: list[tuple[float, str]] = field(default_factory=list)
    """When it was sent (monotonic seconds), and the error."""


@contextmanager
def under_load(service: Service, clients: int = 8) -> Iterator[Load]:
    """Clients on kept-alive connections that send the next request when they have the answer."""
    load = Load()
    stop = threading.Event()

    def run() -> None:
        with httpx.Client(base_url=service.url, timeout=30, trust_env=False) as client:
            while not stop.is_set():
                sent = time.monotonic()
                try:
                    response = client.post("/v1/scale", json={"value": 1})
                except httpx.ConnectError:
                    return
                except httpx.TransportError as error:
                    load.lost.append((sent, repr(error)))
                    return
                body = response.json()
                load.answers.append((response.status_code, body.get("model") or body["detail"]))

    threads = [threading.Thread(target=run) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: len(load.answers) > 2 * clients)
        yield load
    finally:
        stop.set()
        for thread in threads:
            thread.join()
