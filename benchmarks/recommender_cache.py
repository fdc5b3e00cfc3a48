"""`python -m benchmarks.recommender_cache`: what an answer takes, cached or not, and how often it is made.

Needs `redis-server`. Over HTTP, with the recommenders, Redis and the load on the same machine.
"""

import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier
from typing import Annotated, Any

import httpx
import numpy as np
import typer
from prometheus_client.parser import text_string_to_metric_families
from redis import ConnectionError as NotThere
from redis import Redis
from rich.console import Console
from rich.table import Table

from benchmarks.generated_catalog import generated
from benchmarks.recommender import processor_ms, question, recommender
from contracts.recommender import Product
from services.recommender.cache.packing import packing_of
from services.recommender.catalog.writer import publish
from services.recommender.ranking.pages import Page

KINDS = {"page": Page, "product": Product}


@dataclass(frozen=True)
class Server:
    """A Redis that writes nothing to disk."""

    process: "subprocess.Popen[bytes]"
    port: int
    client: Any

    @property
    def settings(self) -> dict[str, str]:
        """Of a recommender that uses it; a busy machine must not look like a Redis that is gone."""
        return {"REDIS_URL": f"redis://127.0.0.1:{self.port}/0", "CACHE_TIMEOUT_S": "1"}


@contextmanager
def redis_server(port: int) -> Iterator[Server]:
    with Redis(port=port) as client:
        command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            while True:
                try:
                    client.ping()
                    break
                except NotThere:
                    time.sleep(0.05)
            yield Server(process, port, client)
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            process.wait()


def timed(service: tuple[httpx.Client, int], bodies: Sequence[dict[str, Any]]) -> list[str]:
    """Median and 99th percentile of one answer after the other, and what each costs the processor: ms."""
    client, pid = service
    times = []
    used = processor_ms(pid)
    for body in bodies:
        response = client.post("/v1/recommendations", json=body).raise_for_status()
        times.append(response.elapsed.total_seconds() * 1000)
    cost = (processor_ms(pid) - used) / len(bodies)
    return [f"{value:.2f}" for value in (*np.percentile(times, [50, 99]), cost)]


def made(client: httpx.Client, body: str) -> int:
    """Entries that a recommender has made so far."""
    return sum(
        int(sample.value)
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
        if sample.name == "vitrine_cache_made_total" and sample.labels["body"] == body
    )


def at_once(
    clients: Sequence[httpx.Client], bodies: Sequence[dict[str, Any]], callers: int
) -> list[list[int]]:
    """Pages and products that were made for each question, which so many callers asked at the same time."""
    counts = []
    with ThreadPoolExecutor(callers) as pool:
        for body in bodies:
            before = [sum(made(client, kind.__name__) for client in clients) for kind in KINDS.values()]
            start = Barrier(callers)

            def ask(number: int, body: dict[str, Any] = body, start: Barrier = start) -> None:
                start.wait()
                clients[number % len(clients)].post("/v1/recommendations", json=body).raise_for_status()

            list(pool.map(ask, range(callers)))
            after = [sum(made(client, kind.__name__) for client in clients) for kind in KINDS.values()]
            counts.append([new - old for old, new in zip(before, after, strict=True)])
    return counts


def sizes(server: Server) -> Table:
    """Bytes of an entry as JSON, packed, and in Redis."""
    table = Table("entry", "JSON", "packed", "in Redis, with its key", title="mean bytes")
    for name, kind in KINDS.items():
        rows = []
        for key in list(server.client.scan_iter(f"*:{name}:*"))[:1000]:
            value = server.client.get(key)
            kept = packing_of(kind).unpack(value)
            if kept is not None:
                json = kept.body.model_dump_json().encode()
                rows.append([len(json), len(value), server.client.memory_usage(key)])
        table.add_row(name, *(f"{mean:.0f}" for mean in np.mean(rows, axis=0)))
    return table


def main(
    products: Annotated[int, typer.Option(help="Products of the generated catalog.")] = 5000,
    requests: Annotated[int, typer.Option(help="Requests of each kind, one after the other.")] = 300,
    callers: Annotated[int, typer.Option(help="Who asks the same at the same time.")] = 64,
    port: Annotated[int, typer.Option(help="First of three free ports.")] = 18004,
) -> None:
    """Measure recommendations for three garments."""
    random = np.random.default_rng(0)
    console = Console()
    table = Table("answer", "median ms", "p99 ms", "processor ms", title=f"{products} products, one client")
    with tempfile.TemporaryDirectory() as folder, redis_server(port + 2) as server:
        publish(folder, generated(products))
        same = question(random)
        with recommender(folder, port, **server.settings, CACHE_LOCAL_S="60") as service:
            timed(service, [same] * 20)
            table.add_row("asked before, found in the process", *timed(service, [same] * requests))
            new = [question(random) for _ in range(requests)]
            table.add_row("never asked before", *timed(service, new))
        with recommender(folder, port, **server.settings, CACHE_LOCAL_S="0.000001") as service:
            timed(service, [same] * 20)
            table.add_row("asked before, found in Redis", *timed(service, [same] * requests))
            console.print(sizes(server))
            server.process.send_signal(signal.SIGSTOP)
            timed(service, [question(random)])
            new = [question(random) for _ in range(requests)]
            table.add_row("never asked before, Redis paused", *timed(service, new))
            server.process.send_signal(signal.SIGCONT)
        console.print(table)

        table = Table(
            "replicas", "pages made, of 3", "products made", title=f"{callers} equal questions at once"
        )
        with (
            recommender(folder, port, **server.settings) as (first, _),
            recommender(folder, port + 1, **server.settings) as (second, _),
        ):
            for clients in ([first], [first, second]):
                counts = at_once(clients, [question(random) for _ in range(10)], callers)
                pages, records = np.mean(counts, axis=0)
                table.add_row(str(len(clients)), f"{pages:.1f}", f"{records:.1f}")
        console.print(table)


if __name__ == "__main__":
    typer.run(main)
