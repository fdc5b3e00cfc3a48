"""Real processes for the integration and browser tests: the five of Vitrine, and Redis."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from deploy.local.plan import ROOT, SERVICES, Plan
from tests.waiting import PATIENCE_S, wait_until

PATIENCE = {
    "PART_TIMEOUT_S": "60",
    "DEADLINE_S": str(PATIENCE_S),
    "CACHE_TIMEOUT_S": "60",
    "EVENTS_TIMEOUT_S": "60",
}
"""A slow machine must not look like a part that is down, or like a Redis that is gone."""

_ports = itertools.count(20000 + os.getpid() * 61 % 10000)
"""Below those that the system gives to outgoing connections; none is handed out twice."""


def free_port(count: int = 1) -> int:
    """The first of `count` consecutive free ports on the loopback address, which nobody else is given."""
    for port in _ports:
        sockets = [socket.socket() for _ in range(count)]
        try:
            for place, probe in enumerate(sockets):
                probe.bind(("127.0.0.1", port + place))
        except OSError:
            continue
        else:
            for _ in range(count - 1):
                next(_ports)
            return port
        finally:
            for probe in sockets:
                probe.close()
    raise RuntimeError("no free ports")


class Stack:
    """The five processes, each of which can be killed and started again."""

    def __init__(self, directory: Path, **environment: str) -> None:
        self.plan = Plan(free_port(len(SERVICES)))
        self.url = self.plan.url("gateway")
        self._directory = directory
        events = {"EVENTS_FILE": str(directory / "events.jsonl")}
        self._environment = {**self.plan.environment, **PATIENCE, **events, **environment}
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *services: str) -> None:
        """Start services, all by default, and wait until they are ready."""
        for service in services or SERVICES:
            with self.log(service).open("ab") as log:
                self._processes[service] = subprocess.Popen(
                    self.plan.commands[service],
                    shell=True,
                    cwd=ROOT,
                    env=self._environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        for service in services or SERVICES:
            self.wait_ready(service)

    def wait_ready(self, service: str) -> None:
        """Wait until a service is ready."""
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            if self._processes[service].poll() is not None:
                break
            try:
                if httpx.get(f"{self.plan.url(service)}/readyz", timeout=10, trust_env=False).is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise RuntimeError(f"{service} is not ready:\n{self.log(service).read_text()[-3000:]}")

    def log(self, service: str) -> Path:
        """Where a service's output goes."""
        return self._directory / f"{service}.log"

    def process(self, service: str) -> subprocess.Popen[bytes]:
        """A service's process."""
        return self._processes[service]

    def kill(self, service: str) -> None:
        """End a service at once, as a crash would."""
        self._processes[service].send_signal(signal.SIGKILL)
        self._processes[service].wait()

    def stop(self) -> None:
        """End all services and wait for them."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Redis:
    """A real `redis-server` on a free port that writes nothing to disk."""

    def __init__(self, directory: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._directory = directory
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(self._directory)]
        process = subprocess.Popen([*command, "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL)

        def answers() -> bool:
            assert process.poll() is None, "redis-server did not start"
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0

        wait_until(answers)
        return process

    def restart(self) -> None:
        """Start again after it was killed."""
        self.process = self._start()

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()


def import_demo_catalog(uri: Path) -> None:
    """Import the demo catalog with the real networks, as `make run` does."""
    feed = ROOT / "services" / "recommender" / "demo" / "feed.tsv"
    command = [sys.executable, "-m", "services.recommender.cli", "catalog", "import", str(feed)]
    environment = {**os.environ, "MODELS_DIR": str(ROOT / "models")}
    subprocess.run([*command, "--catalog", str(uri)], check=True, env=environment, cwd=ROOT)
