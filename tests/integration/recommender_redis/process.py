"""A recommender in a process of its own, and shoppers who never pause."""

import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.stack import free_port
from tests.unit.services.recommender.shop import garment, request
from tests.waiting import PATIENCE_S, get, wait_until

DEADLINE_S = 60
"""Of every question: an answer that takes longer is 504. A Redis that hangs does so until it is missed."""


@dataclass
class Recommender:
    """The process and its address."""

    process: "subprocess.Popen[bytes]"
    url: str
    log: Path

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=PATIENCE_S, trust_env=False)

    def metric(self, name: str, **labels: str) -> float:
        """The value now, summed over the labels that are not named; 0 where there is none."""
        text = get(f"{self.url}/metrics").text
        return sum(
            sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        )


@contextmanager
def recommender(catalog: Path, log: Path, **settings: str) -> Iterator[Recommender]:
    """On a free port, ready."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "services.recommender.app:make_app"]
    environment = {
        **os.environ,
        "CATALOG_URI": str(catalog),
        "CACHE_PAUSE_S": "0.2",
        "DEADLINE_S": str(DEADLINE_S),
        **settings,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    running = Recommender(process, f"http://127.0.0.1:{port}", log)

    def ready() -> bool:
        assert process.poll() is None, log.read_text()
        try:
            return get(f"{running.url}/readyz").is_success
        except httpx.TransportError:
            return False

    try:
        wait_until(ready)
        yield running
    finally:
        process.kill()
        process.wait()


@dataclass
class Shoppers:
    """What they were told so far."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool], times: int = 1) -> None:
        """Wait until so many answers from now on are wanted ones, and nobody is left without an answer."""
        start = len(self.answers)

        def seen() -> bool:
            assert not self.failures, self.failures[:3]
            return sum(map(wanted, self.answers[start:])) >= times

        wait_until(seen)

    def wait_for_degraded(self) -> None:
        """Until answers say that they did without the cache."""
        self.wait_for(lambda answer: answer["degraded"] == ["cache"], 20)

    def wait_for_whole(self) -> None:
        """Until answers lack nothing."""
        self.wait_for(lambda answer: answer["degraded"] == [], 20)


@contextmanager
def shopping(service: Recommender, shoppers: int = 6, questions: int = 500) -> Iterator[Shoppers]:
    """Shoppers who ask the next of so many questions when they have the answer, one of them over and over."""
    told = Shoppers()
    stop = threading.Event()

    def shop(number: int) -> None:
        chance = random.Random(number)
        with service.client() as client:
            while not stop.is_set():
                # a third of the questions is one that everybody asks
                seed = chance.choice([0, chance.randrange(questions), chance.randrange(questions)])
                try:
                    response = client.post("/v1/recommendations", json=request(garment(seed=seed)))
                except httpx.TransportError as error:
                    told.failures.append(repr(error))
                    return
                answer = response.json()
                if response.status_code == 200 and len(answer["results"][0]["products"]) == 8:
                    told.answers.append(answer)
                else:
                    told.failures.append(response.text)

    threads = [threading.Thread(target=shop, args=(number,)) for number in range(shoppers)]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: len(told.answers) > 2 * shoppers or bool(told.failures))
        yield told
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert not told.failures, told.failures[:3]
