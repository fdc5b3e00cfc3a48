"""A load, and what each process used for it by its own account."""

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

import httpx
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.cost.uploads import Upload
from deploy.local.plan import SERVICES, Plan


@dataclass(frozen=True)
class Usage:
    """What a process has used since it began, and holds now."""

    processor_s: float
    memory_mb: float


@dataclass(frozen=True)
class Cost:
    """What a load cost."""

    photos: int
    refused: int
    seconds: float
    processor_ms: Mapping[str, float]
    """Process to milliseconds of processor time for each answered photo."""
    memory_mb: Mapping[str, float]
    sent_mb: float
    """Raw pixels that the gateway sends to pose, gender and clothes for each photo."""


def measure(plan: Plan, photos: Sequence[Upload], clients: int, count: int) -> Cost:
    """Send `count` photos by so many clients at a time."""
    with (
        httpx.Client(base_url=plan.url("gateway"), timeout=60, trust_env=False) as client,
        ThreadPoolExecutor(clients) as pool,
    ):

        def send(photo: Upload) -> int:
            files = {"photo": (photo.name, photo.data)}
            return client.post("/v1/recommendations", files=files).status_code

        list(pool.map(send, photos[:clients]))
        before, started = usage(plan), time.perf_counter()
        statuses = list(pool.map(send, islice(cycle(photos), count)))
        seconds, after = time.perf_counter() - started, usage(plan)
    answered = statuses.count(200)
    return Cost(
        photos=answered,
        refused=count - answered,
        seconds=seconds,
        processor_ms={
            name: 1000 * (after[name].processor_s - before[name].processor_s) / max(answered, 1)
            for name in SERVICES
        },
        memory_mb={name: after[name].memory_mb for name in SERVICES},
        sent_mb=statistics.mean(photo.sent_mb for photo in photos),
    )


def usage(plan: Plan) -> dict[str, Usage]:
    """What every process says of itself."""
    return {name: _usage(dict(_samples(f"{plan.url(name)}/metrics"))) for name in SERVICES}


def _usage(samples: Mapping[str, float]) -> Usage:
    return Usage(samples["process_cpu_seconds_total"], samples["process_resident_memory_bytes"] / 2**20)


def _samples(url: str) -> Iterator[tuple[str, float]]:
    text = httpx.get(url, trust_env=False).raise_for_status().text
    for family in text_string_to_metric_families(text):
        yield from ((sample.name, sample.value) for sample in family.samples)
