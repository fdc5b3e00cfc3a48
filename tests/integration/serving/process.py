"""A model service in a process of its own, and clients that never pause."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from contracts.model import ModelResponse
from tests.stack import PATIENCE, free_port
from tests.waiting import PATIENCE_S, get, post, wait_until

NEVER_S = "3600"
"""A connection on which nothing is said is kept for so long: a stop that waits for one never ends."""


@dataclass
class Service:
    """The process and its address."""

    process: "subprocess.Popen[bytes]"
    url: str
    log: Path

    def get(self, path: str) -> httpx.Response:
        return get(self.url + path)

    def scale(self, value: float) -> httpx.Response:
        return post(f"{self.url}/v1/scale", json={"value": value})

    def models(self) -> ModelResponse:
        return ModelResponse.model_validate_json(self.get("/v1/model").content)

    def metric(self, name: str) -> float:
        """The value now; 0 where there is none."""
        families = text_string_to_metric_families(self.get("/metrics").text)
        return sum(one.value for family in families for one in family.samples if one.name == name)

    def wait_for_queue(self, items: int) -> None:
        """Wait until so many items wait for the model, those that it computes not counted."""
        wait_until(lambda: self.metric("vitrine_queue_items") == items)

    def accepts(self) -> bool:
        """Whether a new connection is accepted."""
        try:
            self.get("/healthz")
        except (httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError):
            return False
        return True

    def wait_for_end(self) -> None:
        """Wait until the process, which was asked to, is gone."""
        self.process.wait(PATIENCE_S)


@contextmanager
def serving(repository: Path, log: Path, **settings: str) -> Iterator[Service]:
    """The scaling service on a free port, ready."""
    port = free_port()
    factory = "tests.integration.serving.scaling_service:make_app"
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port)]
    command += ["--timeout-keep-alive", NEVER_S]
    environment = {
        **os.environ,
        **PATIENCE,
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
        wait_until(answers)
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
        with httpx.Client(base_url=service.url, timeout=PATIENCE_S, trust_env=False) as client:
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
