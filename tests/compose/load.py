"""Clients that send photos for as long as something is being done to the system, and what became of them."""

import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from contracts.gateway import RecommendationsResponse


@dataclass(frozen=True)
class Reply:
    """What one photo got; `problem` is empty for an answer, `degraded` names the parts that it lacks."""

    problem: str
    degraded: tuple[str, ...]
    models: dict[str, str]
    seconds: float


class Load:
    """Sends every photo at least once, and goes round them again until `enough`."""

    def __init__(self, url: str, photos: Sequence[bytes], clients: int) -> None:
        self.replies: list[Reply] = []
        self._url = url
        self._photos = photos
        self._clients = clients
        self._turns = itertools.count()
        self._enough = threading.Event()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Clients send while the block runs, and then until each photo has been sent."""
        with ThreadPoolExecutor(self._clients) as pool:
            clients: list[Future[None]] = [pool.submit(self._send) for _ in range(self._clients)]
            try:
                yield
            finally:
                self._enough.set()
            for client in clients:
                client.result()

    def wait_for(self, more: int, within_s: float = 180) -> None:
        """Until so many more photos have been answered."""
        wanted, deadline = len(self.replies) + more, time.monotonic() + within_s
        while len(self.replies) < wanted:
            if time.monotonic() > deadline:
                raise RuntimeError(f"fewer than {more} answers in {within_s} s")
            time.sleep(0.05)

    @property
    def failed(self) -> Counter[str]:
        """Photos without an answer, by what came instead."""
        return Counter(reply.problem for reply in self.replies if reply.problem)

    @property
    def degraded(self) -> Counter[str]:
        """Answers that lacked a part, by the part."""
        return Counter(part for reply in self.replies for part in reply.degraded)

    def _send(self) -> None:
        with httpx.Client(base_url=self._url, timeout=100, trust_env=False) as client:
            for turn in self._turns:
                if self._enough.is_set() and turn >= len(self._photos):
                    return
                self.replies.append(self._reply(client, self._photos[turn % len(self._photos)]))

    @staticmethod
    def _reply(client: httpx.Client, photo: bytes) -> Reply:
        started = time.monotonic()
        try:
            response = client.post("/v1/recommendations", files={"photo": photo})
        except httpx.TransportError as error:
            return Reply(type(error).__name__, (), {}, time.monotonic() - started)
        seconds = time.monotonic() - started
        if not response.is_success:
            return Reply(f"{response.status_code} {response.text[:200]}", (), {}, seconds)
        answer = RecommendationsResponse.model_validate_json(response.content)
        return Reply("", tuple(answer.degraded), answer.models, seconds)
