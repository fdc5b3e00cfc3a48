"""A load, and what each part of the system used for it."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

import httpx

from benchmarks.cost.uploads import Upload


@dataclass(frozen=True)
class Usage:
    """What a part has used since it began, and holds now."""

    processor_s: float
    memory_mb: float


@dataclass(frozen=True)
class Cost:
    """What a load cost."""

    photos: int
    refused: int
    seconds: float
    processor_ms: Mapping[str, float]
    """Part to milliseconds of processor time for each answered photo."""
    memory_mb: Mapping[str, float]
    sent_mb: float
    """Raw pixels that the gateway sends to pose, gender and clothes for each photo."""


def measure(
    gateway: str, usage: Callable[[], Mapping[str, Usage]], photos: Sequence[Upload], clients: int, count: int
) -> Cost:
    """Send `count` photos by so many clients at a time.

    Args:
        gateway: its address.
        usage: tells what every part has used until now.
        photos: sent in turn.
        clients: photos under way at a time.
        count: photos in all.
    """
    with (
        httpx.Client(base_url=gateway, timeout=60, trust_env=False) as client,
        ThreadPoolExecutor(clients) as pool,
    ):

        def send(photo: Upload) -> int:
            files = {"photo": (photo.name, photo.data)}
            return client.post("/v1/recommendations", files=files).status_code

        list(pool.map(send, photos[:clients]))
        before, started = usage(), time.perf_counter()
        statuses = list(pool.map(send, islice(cycle(photos), count)))
        seconds, after = time.perf_counter() - started, usage()
    answered = statuses.count(200)
    return Cost(
        photos=answered,
        refused=count - answered,
        seconds=seconds,
        processor_ms={
            name: 1000 * (now.processor_s - before[name].processor_s) / max(answered, 1)
            for name, now in after.items()
        },
        memory_mb={name: now.memory_mb for name, now in after.items()},
        sent_mb=statistics.mean(photo.sent_mb for photo in photos),
    )
