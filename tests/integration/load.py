"""Photos sent by several clients at once, while something happens to the services."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx

from contracts.gateway import RecommendationsResponse
from tests.waiting import PATIENCE_S


@dataclass(frozen=True)
class Reply:
    """What one photo got."""

    status: int
    content: bytes

    @property
    def is_whole(self) -> bool:
        """Whether it is an answer, and names no part that it lacks."""
        return self.status == 200 and self.answer.degraded == []

    @property
    def answer(self) -> RecommendationsResponse:
        """The body of one that is an answer."""
        return RecommendationsResponse.model_validate_json(self.content)


def send(client: httpx.Client, photo: bytes) -> Reply:
    """Send one photo."""
    response = client.post("/v1/recommendations", files={"photo": photo})
    return Reply(response.status_code, response.content)


def send_all(
    url: str,
    photos: Sequence[bytes],
    concurrency: int,
    meanwhile: Callable[[Sequence[Reply]], None] = lambda _: None,
) -> list[Reply]:
    """Send all photos.

    `meanwhile` is called once, on a thread of its own, when a third has been sent; it sees the replies come.
    """
    replies: list[Reply] = []
    disturbance = threading.Thread(target=meanwhile, args=(replies,))

    with (
        httpx.Client(base_url=url, timeout=PATIENCE_S, trust_env=False) as client,
        ThreadPoolExecutor(concurrency) as pool,
    ):

        def send_one(place: int) -> None:
            if place == len(photos) // 3:
                disturbance.start()
            replies.append(send(client, photos[place]))

        list(pool.map(send_one, range(len(photos))))
    disturbance.join()
    return replies
