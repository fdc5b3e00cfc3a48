"""Events in Redis, shared by all replicas."""

import asyncio
import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import structlog
from prometheus_client import Counter
from redis.exceptions import RedisError

from contracts.events import Event
from services.recommender.events import scripts
from services.recommender.events.counts import Counts, EventCounts, place_name, place_named, place_of
from services.recommender.events.journal import read_journal
from services.recommender.events.settings import EventSettings
from serving.redis_connection import connect

FAILURES = Counter("vitrine_events_redis_failures_total", "Times that Redis did not take or give events")
ROUND = 500
"""Events that one script works on: about 2 ms in which Redis does nothing else."""

Result = TypeVar("Result")

log = structlog.get_logger()


class RedisAway(Exception):
    """Redis did not answer in time, or not at all; what it was asked for may have been done or not."""


@dataclass(frozen=True)
class Stored:
    """Every event is stored; `new` of them were not before."""

    new: int


@dataclass(frozen=True)
class Unknown:
    """None is stored: event `index` is of no answer, or of one (`answered`) that did not name its product."""

    index: int
    answered: bool


class RedisEvents:
    """After a failure Redis is left alone for `events_pause_s`; then one caller tries it again."""

    def __init__(self, url: str, settings: EventSettings) -> None:
        self._settings = settings
        self._key = settings.events_key
        self._closed_until = 0.0
        self._failing = False
        # redis-py types its commands for both of its clients at once
        self._redis: Any = connect(url, settings.redis_password_file, max_connections=16)
        self._note = self._redis.register_script(scripts.NOTE)
        self._store = self._redis.register_script(scripts.STORE)
        self._fold = self._redis.register_script(scripts.FOLD)
        self._replay = self._redis.register_script(scripts.REPLAY)

    async def note(self, request_id: str, marks: Mapping[str, str]) -> None:
        """Remember an answer for all replicas: its products, with the marks of events that were stored."""
        settings = self._settings
        limits = [int(time.time()), settings.events_answer_s, settings.events_answers]
        pairs = [part for pair in marks.items() for part in pair]
        keys = [self._answer(request_id), f"{self._key}:answers"]
        await self._asked(self._note(keys=keys, args=[*limits, *pairs]))

    async def store(self, events: Sequence[Event]) -> Stored | Unknown:
        """All events or none; those that were stored before are known and not stored again."""
        settings = self._settings
        keys = [f"{self._key}:stream", *(self._answer(event.request_id) for event in events)]
        arguments = [settings.events_stream, settings.events_answer_s, *_arguments(events)]
        index, number = await self._asked(self._store(keys=keys, args=arguments))
        return Stored(int(number)) if int(index) < 0 else Unknown(int(index), bool(number))

    async def fold(self) -> int:
        """Move what is buffered now into the counts; how many events it was."""
        folded = 0
        # events that come meanwhile are left to the next time
        for _ in range(self._settings.events_stream // ROUND + 1):
            moved = int(
                await self._asked(self._fold(keys=[f"{self._key}:stream", *self._counts], args=[ROUND]))
            )
            folded += moved
            if moved < ROUND:
                break
        return folded

    async def replay(self, path: Path) -> int:
        """Count the events of a journal file, each once however often this is tried; how many were new."""
        events = await asyncio.to_thread(read_journal, path)
        done, counted = 0, 0
        while True:
            part = events[done : done + ROUND]
            keys = [f"{self._key}:file:{path.stem}", *self._counts]
            keys += [self._answer(event.request_id) for event in part]
            replayed = self._replay(keys=keys, args=[done, self._settings.events_answer_s, *_arguments(part)])
            done, new = map(int, await self._asked(replayed))
            counted += new
            if done >= len(events):
                return counted

    async def of(self, product_ids: Sequence[str]) -> dict[str, Counts]:
        """Counts of these products; one that nobody saw is left out."""
        if not product_ids:
            return {}
        async with self._redis.pipeline(transaction=False) as pipeline:
            for key in self._counts[:3]:
                pipeline.hmget(key, list(product_ids))
            columns = await self._asked(pipeline.execute())
        numbers = zip(product_ids, *columns, strict=True)
        return {one: Counts(*(int(n or 0) for n in counted)) for one, *counted in numbers if any(counted)}

    async def read(self) -> EventCounts:
        """All counts."""
        found = EventCounts()
        for key, kind in zip(self._counts[:3], ("views", "clicks", "buys"), strict=True):
            for product_id, number in (await self._all(key)).items():
                counted = Counts(**{kind: int(number)})
                found.products[product_id] = found.products.get(product_id, Counts()) + counted
        for name, number in (await self._all(self._counts[3])).items():
            place, _, kind = name.rpartition(":")
            counted = Counts(**{f"{kind}s": int(number)})
            at = place_named(place)
            found.places[at] = found.places.get(at, Counts()) + counted
        return found

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    @property
    def _counts(self) -> list[str]:
        return [f"{self._key}:{name}" for name in ("views", "clicks", "buys", "positions")]

    def _answer(self, request_id: str) -> str:
        return f"{self._key}:answer:{request_id}"

    async def _all(self, key: str) -> dict[str, str]:
        found: dict[str, str] = {}
        cursor = None
        while cursor != 0:
            cursor, part = await self._asked(self._redis.hscan(key, cursor or 0, count=1000))
            found |= {name.decode(): number.decode() for name, number in part.items()}
        return found

    async def _asked(self, call: Awaitable[Result]) -> Result:
        """The result.

        Raises:
            RedisAway: there is none in time, or there was none a moment ago.
        """
        now = time.monotonic()
        if now < self._closed_until:
            _close(call)
            raise RedisAway(f"it did not answer less than {self._settings.events_pause_s:g} s ago")
        try:
            async with asyncio.timeout(self._settings.events_timeout_s):
                result = await call
        except (RedisError, OSError, TimeoutError) as error:
            FAILURES.inc()
            if not self._failing:
                log.warning("Redis takes no events; they go to the file", error=repr(error))
            self._failing = True
            self._closed_until = time.monotonic() + self._settings.events_pause_s
            raise RedisAway(repr(error)) from error
        if self._failing:
            log.info("Redis takes events again")
        self._failing = False
        return result


def _arguments(events: Sequence[Event]) -> list[Any]:
    return [part for event in events for part in (event.type, event.product_id, place_name(place_of(event)))]


def _close(call: Awaitable[Any]) -> None:
    """A coroutine that is never awaited would complain."""
    if asyncio.iscoroutine(call):
        call.close()
