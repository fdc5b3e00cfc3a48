"""Recommenders' events over one Redis, each with a file of its own."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from redis import Redis as Client

from contracts.events import Event, EventList, EventType
from services.recommender.events.events import Events
from services.recommender.events.redis_store import RedisAway
from services.recommender.settings import RecommenderSettings
from tests.stack import Redis
from tests.waiting import PATIENCE_S, eventually

PAUSE_S = 0.1
HANGS_S = 5.0
"""How long a Redis that is stopped is waited for where one is: a busy machine must not look like it."""
NEVER_S = 3600.0


def event(
    product_id: str = "tee",
    kind: EventType = "view",
    request_id: str = "r1",
    position: int = 0,
    of_list: EventList | None = None,
) -> Event:
    return Event(type=kind, request_id=request_id, product_id=product_id, position=position, list=of_list)


@asynccontextmanager
async def replica(folder: Path, server: Redis, name: str = "a", **settings: Any) -> AsyncIterator[Events]:
    """One recommender's events; it folds only when it is told to, unless `events_fold_s` says otherwise."""
    given = {"events_fold_s": NEVER_S, "events_pause_s": PAUSE_S, "events_timeout_s": PATIENCE_S, **settings}
    events = Events(
        RecommenderSettings(redis_url=server.url, events_file=folder / name / "events.jsonl", **given)
    )
    async with events.running():
        yield events


def run(
    folder: Path, server: Redis, use: Callable[..., Awaitable[None]], count: int = 1, **settings: Any
) -> None:
    async def opened() -> None:
        async with AsyncExitStack() as stack:
            replicas = [
                await stack.enter_async_context(replica(folder, server, str(number), **settings))
                for number in range(count)
            ]
            await use(*replicas)

    asyncio.run(opened())


def files(folder: Path) -> list[Path]:
    return list(folder.rglob("*.jsonl"))


def client(server: Redis) -> Client:
    return Client(port=server.port, socket_timeout=PATIENCE_S, decode_responses=True)


async def told(server: Redis, request_id: str = "r1") -> None:
    """Wait until all replicas can know of an answer."""

    async def is_there() -> bool:
        with client(server) as direct:
            return bool(direct.exists(f"vitrine:events:answer:{request_id}"))

    await eventually(is_there)


async def folded(events: Events) -> int:
    """Fold as soon as Redis is tried again."""
    ends = time.monotonic() + PATIENCE_S
    while True:
        try:
            return await events.fold()
        except RedisAway:
            assert time.monotonic() < ends, "Redis is not used again"
            await asyncio.sleep(0.05)
