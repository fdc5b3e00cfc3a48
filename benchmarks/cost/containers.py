"""What the containers of a Compose project use, by Docker's account: the balancer and Redis too."""

import json
from collections import defaultdict
from typing import Any

import httpx

from benchmarks.cost.measure import Usage

SOCKET = "/var/run/docker.sock"
"""Of the engine; its API is that of docs.docker.com/reference/api/engine."""


def usage_of_containers(project: str) -> dict[str, Usage]:
    """By service, the sum of its replicas.

    Raises:
        httpx.HTTPError: no engine answers at its socket.
        LookupError: nothing of the project runs.
    """
    used: dict[str, list[Usage]] = defaultdict(list)
    transport = httpx.HTTPTransport(uds=SOCKET)
    with httpx.Client(transport=transport, base_url="http://docker", timeout=30) as docker:
        labels = json.dumps({"label": [f"com.docker.compose.project={project}"]})
        for container in docker.get("/containers/json", params={"filters": labels}).raise_for_status().json():
            parameters = {"stream": "false", "one-shot": "true"}
            stats = docker.get(f"/containers/{container['Id']}/stats", params=parameters).raise_for_status()
            used[container["Labels"]["com.docker.compose.service"]].append(usage(stats.json()))
    if not used:
        raise LookupError(f"nothing of the Compose project {project} runs")
    return {
        name: Usage(sum(one.processor_s for one in replicas), sum(one.memory_mb for one in replicas))
        for name, replicas in sorted(used.items())
    }


def usage(stats: dict[str, Any]) -> Usage:
    """Of one container. Files that nobody uses now are not its memory: so counts `docker stats` too."""
    memory = stats["memory_stats"]
    files = memory["stats"].get("inactive_file", memory["stats"].get("total_inactive_file", 0))
    return Usage(stats["cpu_stats"]["cpu_usage"]["total_usage"] / 1e9, (memory["usage"] - files) / 2**20)
