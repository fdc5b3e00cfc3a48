"""`docker compose` and `docker`, on a project of its own beside whatever else runs here."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx

from deploy.local.plan import ROOT

PROJECT = "vitrine-test"
TAG = "test"
PORTS = {"gateway": 8000, "pose": 8001, "gender": 8002, "clothes": 8003, "recommender": 8004}
OPERATIONS_PORTS = {**PORTS, "gateway": 9000}
PATIENCE = {"PART_TIMEOUT_S": "30", "DEADLINE_S": "90", "GATEWAY_MAX_WAIT_S": "60", "MODEL_MAX_WAIT_S": "60"}
"""A slow machine must not look like a part that is down."""

_GET = "import sys, urllib.request as u; sys.stdout.write(u.urlopen(sys.argv[1], timeout=10).read().decode())"


def run(*command: str, environment: dict[str, str] | None = None) -> str:
    """What a command prints; its error output is shown where it fails."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **(environment or {})}
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


class System:
    """The Compose project of the tests.

    Args:
        models: the model repository that is mounted.
        port: where the gateway is published.
    """

    def __init__(self, models: Path, port: int) -> None:
        self.models = models
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {
            **PATIENCE,
            "COMPOSE_FILE": str(ROOT / "deploy" / "docker-compose.yml"),
            "COMPOSE_PROJECT_NAME": PROJECT,
            "COMPOSE_ANSI": "never",
            "COMPOSE_PROGRESS": "plain",
            "TAG": TAG,
            "GATEWAY_PORT": str(port),
            "MODELS_DIR": str(models),
            "CLOTHES_CPUS": "1",
        }

    def compose(self, *arguments: str) -> str:
        """`docker compose ...`."""
        return run("docker", "compose", *arguments, environment=self.environment)

    def replicas(self, service: str) -> list[str]:
        """Ids of a service's running containers."""
        return self.compose("ps", "--quiet", service).split()

    def containers(self) -> list[dict[str, Any]]:
        """`docker inspect` of every container, ended ones too."""
        ids = self.compose("ps", "--all", "--quiet").split()
        return list(json.loads(run("docker", "inspect", *ids)))

    def get(self, container: str, service: str, path: str) -> str:
        """What a container answers at `path`, asked from within it."""
        address = f"http://127.0.0.1:{OPERATIONS_PORTS[service]}{path}"
        return run("docker", "exec", container, "python", "-c", _GET, address)

    def scale(self, service: str, count: int) -> None:
        """Have `count` replicas, all of them healthy."""
        arguments = ("--detach", "--no-deps", "--no-recreate", "--no-build", "--scale", f"{service}={count}")
        self.compose("up", *arguments, service)
        for container in self.replicas(service):
            self.wait_healthy(container)

    def wait_healthy(self, container: str, within_s: float = 120) -> None:
        """Until Docker says that a container is healthy."""
        deadline = time.monotonic() + within_s
        while run("docker", "inspect", "-f", "{{.State.Health.Status}}", container).strip() != "healthy":
            if time.monotonic() > deadline:
                raise RuntimeError(f"{container} is not healthy: {run('docker', 'logs', container)[-2000:]}")
            time.sleep(0.2)

    def up(self) -> None:
        """Build, start, and wait until the gateway serves."""
        self.compose("up", "--detach", "--build")
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/readyz", trust_env=False).is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        raise RuntimeError(f"the gateway is not ready: {self.compose('logs', 'gateway')[-3000:]}")

    def down(self) -> None:
        """End and remove everything but the images."""
        self.compose("down", "--volumes", "--remove-orphans", "--timeout", "5")


def engine_missing() -> str | None:
    """What is missing to run Compose, and how to get it; None where nothing is."""
    if shutil.which("docker") is None:
        return "there is no Docker: install its engine and Compose plugin (docs.docker.com/engine/install)"
    for command, remedy in (
        (("docker", "version", "--format", "{{.Server.Version}}"), "start it, as by systemctl start docker"),
        (("docker", "compose", "version"), "install its Compose plugin (docs.docker.com/compose/install)"),
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return f"Docker cannot be used: {done.stderr.strip()}; {remedy}"
    return None
