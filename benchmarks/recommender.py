"""`python -m benchmarks.recommender`: how long three garments wait for products, and what that costs."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import httpx
import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.generated_catalog import MODEL, generated, unit
from contracts.clothes import CATEGORIES, EMBEDDING_SIZE, encode_embedding
from contracts.palette import PALETTE
from services.recommender.catalog.writer import publish


def question(random: np.random.Generator) -> dict[str, Any]:
    """A request for an upper, a lower and a whole garment that nobody asked before."""
    garments = []
    for slot, labels in CATEGORIES.items():
        first, second = random.permutation(len(labels))[:2]
        names = random.choice(list(PALETTE), 2, replace=False)
        scores = ((labels[first], 0.7), (labels[second], 0.2))
        garments.append(
            {
                "slot": slot,
                "categories": [{"label": label, "confidence": score} for label, score in scores],
                "colours": [{"name": name, "hex": PALETTE[name], "share": 0.4} for name in names],
                "embedding": encode_embedding(unit(random.normal(size=EMBEDDING_SIZE))),
                "model": MODEL,
            }
        )
    return {"garments": garments, "gender": {"label": "female", "confidence": 0.9, "source": "model"}}


@contextmanager
def recommender(catalog: str, port: int, **settings: str) -> Iterator[tuple[httpx.Client, int]]:
    """The service as a process of its own: a client, and its process id."""
    command = [sys.executable, "-m", "uvicorn", "--factory", "services.recommender.app:make_app"]
    environment = {**os.environ, "CATALOG_URI": catalog, "LOG_LEVEL": "WARNING", **settings}
    process = subprocess.Popen(
        [*command, "--port", str(port), "--no-access-log", "--log-level", "warning"], env=environment
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
            wait_ready(client, process)
            yield client, process.pid
    finally:
        process.terminate()
        process.wait()


def wait_ready(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    """Wait until it serves.

    Raises:
        RuntimeError: it ended, or is not ready after a minute.
    """
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            if client.get("/readyz").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the recommender is not ready")


def processor_ms(pid: int) -> float:
    """Processor time that a process has used so far (Linux)."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    """Memory that a process holds (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main(
    products: Annotated[int, typer.Option(help="Products of the generated catalog.")] = 440,
    requests: Annotated[int, typer.Option(help="Requests, one after the other.")] = 300,
    port: Annotated[int, typer.Option(help="Free port for the service.")] = 18004,
) -> None:
    """Measure recommendations for three garments, over HTTP, in a process of its own."""
    random = np.random.default_rng(0)
    table = Table("requests", "median ms", "p99 ms", "processor ms", title=f"{products} products")
    with tempfile.TemporaryDirectory() as folder:
        publish(folder, generated(products))
        with recommender(folder, port) as (client, pid):
            same = question(random)
            for name, repeated in (("never asked before", False), ("asked before", True)):
                client.post("/v1/recommendations", json=same).raise_for_status()
                times = []
                used = processor_ms(pid)
                for _ in range(requests):
                    body = same if repeated else question(random)
                    response = client.post("/v1/recommendations", json=body).raise_for_status()
                    times.append(response.elapsed.total_seconds() * 1000)
                median, slow = np.percentile(times, [50, 99])
                cost = (processor_ms(pid) - used) / requests
                table.add_row(name, f"{median:.1f}", f"{slow:.1f}", f"{cost:.1f}")
            table.caption = f"{resident_mb(pid):.0f} MB of memory"
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
