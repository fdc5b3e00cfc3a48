"""What the processes of `make run` use, by their own account."""

from collections.abc import Mapping

import httpx
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.cost.measure import Usage
from deploy.local.plan import SERVICES, Plan


def usage_of_processes(plan: Plan) -> dict[str, Usage]:
    """By service."""
    return {name: _usage(_samples(f"{plan.url(name)}/metrics")) for name in SERVICES}


def _usage(samples: Mapping[str, float]) -> Usage:
    return Usage(samples["process_cpu_seconds_total"], samples["process_resident_memory_bytes"] / 2**20)


def _samples(url: str) -> dict[str, float]:
    text = httpx.get(url, trust_env=False).raise_for_status().text
    families = text_string_to_metric_families(text)
    return {sample.name: sample.value for family in families for sample in family.samples}
