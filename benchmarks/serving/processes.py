"""The processes: the bare loops, the service, and the clients."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from benchmarks.serving.clients import Outcome, Plan
from benchmarks.serving.subject import Subject
from serving.cores import available_cores

STARTS_WITHIN_S = 120


def resident_megabytes(pid: int) -> float:
    """Memory that a process holds (`VmRSS` of Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def processor_seconds(pid: int) -> float:
    """Processor time that a process has used (fields 14 and 15 of `/proc/pid/stat`, see proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Bare:
    """The bare ONNX Runtime loop, with so many threads for an inference."""

    def __init__(self, subject: Subject, repository: Path, threads: int) -> None:
        arguments = [subject.name, str(repository), str(threads)]
        command = [sys.executable, "-m", "benchmarks.serving.bare", *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def loop(self, requests: int, seconds: float) -> tuple[float, float]:
        """Run so many requests at a time for a while: requests per second, and processor seconds of each."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(requests, seconds, file=self.process.stdin, flush=True)
        rate, cost = self.process.stdout.readline().split()
        return float(rate), float(cost)


class Service:
    """The service under test, on a free port, with its settings as they ship."""

    def __init__(self, subject: Subject, repository: Path) -> None:
        self.subject = subject
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        command = [sys.executable, "-m", "uvicorn", "--factory", subject.factory, "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--no-access-log"],
            env={**os.environ, "MODELS_DIR": str(repository)},
            stdout=subprocess.DEVNULL,
        )

    def wait_until_ready(self) -> None:
        """Return when it serves; `TimeoutError` after `STARTS_WITHIN_S`."""
        end = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"{self.subject.name} did not become ready")

    def start_clients(self, clients: int, seconds: float, **plan: Any) -> "subprocess.Popen[bytes]":
        """Start the load; `outcomes` waits for its end."""
        body = b64encode(self.subject.body).decode()
        whole = Plan(
            port=self.port, path=self.subject.path, body=body, clients=clients, seconds=seconds, **plan
        )
        command = [sys.executable, "-m", "benchmarks.serving.clients"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None
        process.stdin.write(whole.model_dump_json().encode())
        process.stdin.close()
        return process

    def load(self, clients: int, seconds: float, **plan: Any) -> list[Outcome]:
        """The outcomes of a load."""
        return outcomes(self.start_clients(clients, seconds, **plan))

    def terminate(self) -> tuple[float, float]:
        """SIGTERM: when it was sent (monotonic seconds), and the seconds until the process was gone."""
        asked = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return asked, time.monotonic() - asked


def outcomes(clients: "subprocess.Popen[bytes]") -> list[Outcome]:
    """What a load came to, once it is at its end."""
    assert clients.stdout is not None
    written = clients.stdout.read()
    clients.wait()
    return TypeAdapter(list[Outcome]).validate_json(written)


@contextmanager
def running(subject: Subject, repository: Path) -> Iterator[tuple[list[Bare], Service]]:
    """The bare loops and the service, all ready, all gone afterwards.

    The first loop runs as the service does, an item on each core; the second all cores for all items.
    """
    bares = [Bare(subject, repository, threads) for threads in (1, available_cores())]
    service = Service(subject, repository)
    try:
        service.wait_until_ready()
        yield bares, service
    finally:
        for bare in bares:
            bare.process.kill()
            bare.process.wait()
        service.process.kill()
        service.process.wait()
