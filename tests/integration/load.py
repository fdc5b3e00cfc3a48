"""Photos sent by several clients at once, while something happens to the services."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx


@dataclass(frozen=True)
class Reply:
    """What one photo got, and when (seconds of the monotonic clock)."""

    status: int
    content: bytes
    sent: float
    received: float


def send_all(
    url: str, photos: Sequence[bytes], concurrency: int, halfway: Callable[[], None] = lambda: None
) -> list[Reply]:
    """Send all photos; `halfway` is called once, on a thread of its own, when a third has been sent."""
    third = len(photos) // 3
    disturbance = threading.Thread(target=halfway)

    with (
        httpx.Client(base_url=url, timeout=30, trust_env=False) as client,
        ThreadPoolExecutor(concurrency) as pool,
    ):

        def send(place: int) -> Reply:
            if place == third:
                disturbance.start()
            sent = time.monotonic()
            response = client.post("/v1/recommendations", files={"photo": photos[place]})
            return Reply(response.status_code, response.content, sent, time.monotonic())

        replies = list(pool.map(send, range(len(photos))))
    disturbance.join()
    return replies
