"""`python -m benchmarks.catalog_search --products 1000000`: how fast and how right search in it is.

Builds a generated catalog (once; it is kept in a folder), starts the recommender and a Redis, and asks for
pages of 24 products of one garment under the filters that shoppers use: each question once, then one question
again and again, then while a new version of the catalog is being read.
"""

import asyncio
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import httpx
import lancedb
import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.catalog_questions import NARROWINGS, Shoppers
from benchmarks.catalog_recall import Recall, measure
from benchmarks.generated_catalog import generated
from benchmarks.recommender import recommender, resident_mb
from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.catalog.versions import go_live
from services.recommender.catalog.writer import publish

SWITCH_WITHIN_S = 120


@dataclass(frozen=True)
class Times:
    """Milliseconds of single requests, seen from the client."""

    median: float
    p99: float
    slowest: float

    @classmethod
    def of(cls, milliseconds: list[float]) -> "Times":
        """Of all that were measured."""
        median, p99, slowest = np.percentile(milliseconds, [50, 99, 100])
        return cls(float(median), float(p99), float(slowest))


@contextmanager
def redis(folder: str) -> Iterator[str]:
    """A Redis of its own that writes nothing to disk: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def ask(client: httpx.Client, body: dict[str, Any]) -> tuple[float, dict[str, Any]]:
    """Milliseconds until the answer is there, and the answer."""
    began = time.perf_counter()
    response = client.post("/v1/recommendations", json=body)
    milliseconds = (time.perf_counter() - began) * 1000
    return milliseconds, response.raise_for_status().json()


def asked_once(client: httpx.Client, shoppers: Shoppers, narrowing: str, requests: int) -> Times:
    return Times.of([ask(client, shoppers.request(narrowing))[0] for _ in range(requests)])


def asked_again(client: httpx.Client, shoppers: Shoppers, narrowing: str, requests: int) -> Times:
    body = shoppers.request(narrowing)
    ask(client, body)
    return Times.of([ask(client, body)[0] for _ in range(requests)])


def while_switching(client: httpx.Client, uri: str, shoppers: Shoppers) -> tuple[Times, float]:
    """Times of requests from when a new version is live until it is served, and how many seconds that took.

    Raises:
        RuntimeError: it was not served in time.
    """
    _, before = ask(client, shoppers.request(NARROWINGS[1]))
    table = lancedb.connect(uri).open_table(TABLE)
    table.checkout(LIVE)
    table.restore()
    go_live(table, "update")
    times, began = [], time.monotonic()
    while time.monotonic() - began < SWITCH_WITHIN_S:
        milliseconds, answer = ask(client, shoppers.request(NARROWINGS[1]))
        times.append(milliseconds)
        if answer["catalog_version"] != before["catalog_version"]:
            return Times.of(times), time.monotonic() - began
    raise RuntimeError(f"the new version is not served after {SWITCH_WITHIN_S} s")


def peak_mb(pid: int) -> float:
    """The most memory that a process ever held (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text().split()
    return int(status[status.index("VmHWM:") + 1]) / 1024


def main(
    products: Annotated[int, typer.Option(help="Products of the generated catalog.")] = 1_000_000,
    requests: Annotated[int, typer.Option(help="Requests under each filter, one after the other.")] = 300,
    questions: Annotated[int, typer.Option(help="Of each filter, compared with an exact search.")] = 20,
    folder: Annotated[Path, typer.Option(help="Where generated catalogs are kept.")] = Path("var/benchmarks"),
    port: Annotated[int, typer.Option(help="Free port for the service.")] = 18004,
) -> None:
    """Measure search in a large catalog."""
    console, uri = Console(width=150), str(folder / f"catalog-{products}")
    if not (Path(uri) / f"{TABLE}.lance").exists():
        began = time.monotonic()
        publish(uri, generated(products))
        console.print(f"built in {time.monotonic() - began:.0f} s")
    recalls = asyncio.run(measure(uri, questions)) if questions else {}
    shoppers = Shoppers(time.time_ns())  # none is in a cache from before
    with tempfile.TemporaryDirectory() as scratch, redis(scratch) as address:
        began = time.monotonic()
        with recommender(uri, port, REDIS_URL=address) as (client, pid):
            console.print(f"ready after {time.monotonic() - began:.1f} s, {resident_mb(pid):.0f} MB")
            for narrowing in NARROWINGS:
                asked_once(client, shoppers, narrowing, 5)
            table = Table(
                "", "products", "recall@24", "page@24", "median ms", "p99 ms", "again median", "p99 ms"
            )
            for narrowing in NARROWINGS:
                once = asked_once(client, shoppers, narrowing, requests)
                again = asked_again(client, shoppers, narrowing, requests)
                table.add_row(narrowing, *_cells(recalls.get(narrowing), once, again))
            console.print(table)
            console.print(f"{resident_mb(pid):.0f} MB of memory, {peak_mb(pid):.0f} MB at most")
            bodies = [shoppers.request(NARROWINGS[index % len(NARROWINGS)]) for index in range(requests)]
            times = Times.of([ask(client, {**body, "facets": True})[0] for body in bodies])
            console.print(f"with facets: median {times.median:.1f} ms, p99 {times.p99:.1f} ms")
            times, seconds = while_switching(client, uri, shoppers)
            console.print(
                f"new version served after {seconds:.1f} s; meanwhile median {times.median:.1f} ms,"
                f" p99 {times.p99:.1f} ms, slowest {times.slowest:.1f} ms;"
                f" {resident_mb(pid):.0f} MB with the old one, {peak_mb(pid):.0f} MB at most"
            )


def _cells(recall: Recall | None, once: Times, again: Times) -> list[str]:
    found = [f"{recall.matches}", f"{recall.index:.3f}", f"{recall.page:.3f}"] if recall else ["", "", ""]
    return [*found, *(f"{one:.1f}" for one in (once.median, once.p99, again.median, again.p99))]


if __name__ == "__main__":
    typer.run(main)
