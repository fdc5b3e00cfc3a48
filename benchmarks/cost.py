"""`python -m benchmarks.cost`: what a photo costs each process, beside `make run`, and so what many cost."""

import math
import statistics
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Annotated

import httpx
import typer
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console
from rich.table import Table

from benchmarks.unseen import UnseenPhoto, unseen_photos
from deploy.local.plan import SERVICES, Plan
from gateway.settings import GatewaySettings

DIFFERENT = 100
"""Photos that are sent in turn: the answer to one that was sent before is partly cached, as in a shop."""


RATES = (1, 10, 100, 1000, 10_000)
"""Photos a second that are sized for."""

CORES = 2
"""Of a replica."""

BUSY = 0.6
"""Share of its cores that a replica is planned to use: what is left takes the peaks, and the replica that is
being replaced."""


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


def replicas(photos_a_second: float, processor_ms: float) -> int:
    """Replicas of `CORES` cores for a rate, by the processor time that a photo takes in one."""
    return max(1, math.ceil(photos_a_second * processor_ms / 1000 / (CORES * BUSY)))


def measure(plan: Plan, photos: list[UnseenPhoto], clients: int, count: int) -> Cost:
    """Send `count` photos by so many clients at a time."""
    with (
        httpx.Client(base_url=plan.url("gateway"), timeout=60, trust_env=False) as client,
        ThreadPoolExecutor(clients) as pool,
    ):

        def send(photo: UnseenPhoto) -> int:
            files = {"photo": (photo.row.file, photo.data, "image/webp")}
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
        sent_mb=statistics.mean(_sent_mb(photo) for photo in photos),
    )


def _sent_mb(photo: UnseenPhoto) -> float:
    side: int = GatewaySettings.model_fields["longest_side"].default
    scale = min(1.0, side / max(photo.width, photo.height))
    return 3 * 3 * photo.width * photo.height * scale**2 / 1e6


def usage(plan: Plan) -> dict[str, Usage]:
    """What every process says of itself."""
    return {name: _usage(dict(_samples(f"{plan.url(name)}/metrics"))) for name in SERVICES}


def _usage(samples: Mapping[str, float]) -> Usage:
    return Usage(samples["process_cpu_seconds_total"], samples["process_resident_memory_bytes"] / 2**20)


def _samples(url: str) -> Iterator[tuple[str, float]]:
    text = httpx.get(url, trust_env=False).raise_for_status().text
    for family in text_string_to_metric_families(text):
        yield from ((sample.name, sample.value) for sample in family.samples)


def main(
    port: Annotated[int, typer.Option(help="of the gateway; the services have the four after it")] = 8000,
    clients: Annotated[int, typer.Option(min=1, help="photos under way at a time")] = 8,
    count: Annotated[int, typer.Option(min=1, help="photos")] = 400,
) -> None:
    """Measure and print."""
    cost = measure(Plan(port), list(unseen_photos(DIFFERENT)), clients, count)
    console = Console()
    console.print(cost_table(cost, clients), sizing_table(cost))
    console.print(
        f"{cost.photos} photos answered in {cost.seconds:.1f} s, {cost.photos / cost.seconds:.1f} a second; "
        f"{cost.refused} turned away; {cost.sent_mb:.1f} MB of pixels a photo between gateway and services",
        highlight=False,
    )


def cost_table(cost: Cost, clients: int) -> Table:
    """What was measured."""
    table = Table("process", "processor ms a photo", "memory MB", title=f"{clients} clients")
    for name in SERVICES:
        table.add_row(name, f"{cost.processor_ms[name]:.1f}", f"{cost.memory_mb[name]:.0f}")
    table.add_row("all", f"{sum(cost.processor_ms.values()):.1f}", f"{sum(cost.memory_mb.values()):.0f}")
    return table


def sizing_table(cost: Cost) -> Table:
    """What follows from it by arithmetic."""
    table = Table("photos a second", *SERVICES, "cores", "Gbit/s", title=f"Replicas of {CORES} cores")
    for rate in RATES:
        needed = [replicas(rate, cost.processor_ms[name]) for name in SERVICES]
        gigabits = rate * cost.sent_mb * 8 / 1000
        table.add_row(
            f"{rate:,}", *(f"{n:,}" for n in needed), f"{CORES * sum(needed):,}", f"{gigabits:,.2f}"
        )
    return table


if __name__ == "__main__":
    typer.run(main)
