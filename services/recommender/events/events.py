"""Events from the answer that they belong to, to the counts: in Redis, or in files where there is none."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress

import structlog
from prometheus_client import Counter

from contracts.events import Event, EventsAnswer
from services.recommender.errors import EventRefused, EventsUnavailable
from services.recommender.events.answers import Answers
from services.recommender.events.counts import Counts, EventCounts
from services.recommender.events.journal import Journal
from services.recommender.events.local_counts import LocalCounts
from services.recommender.events.redis_store import RedisAway, RedisEvents, Unknown
from services.recommender.events.settings import EventSettings

EVENTS = Counter("vitrine_events_total", "Events of shoppers, by where they went", ["outcome"])
UNTOLD = Counter("vitrine_events_answers_untold_total", "Answers that Redis was never told of")

log = structlog.get_logger()


class Events:
    """One per process. An answer is noted in memory, in microseconds; Redis is told of it beside it."""

    def __init__(self, settings: EventSettings) -> None:
        self._settings = settings
        self._answers = Answers(settings.events_answers_in_process, settings.events_answer_s)
        self._journal = Journal(settings.events_file, settings.events_file_bytes, settings.events_files)
        self._writing = asyncio.Lock()
        self._local = LocalCounts(self._journal, settings.events_file.with_name("counts.json"))
        self._redis = RedisEvents(settings.redis_url, settings) if settings.redis_url else None
        self._untold: deque[str] = deque(maxlen=settings.events_answers_in_process)
        self._news = asyncio.Event()

    def note(self, request_id: str, product_ids: Iterable[str]) -> None:
        """From now on take events of these products of this answer; never waits and never fails."""
        self._answers.note(request_id, product_ids)
        if self._redis is not None:
            if len(self._untold) == self._untold.maxlen:
                UNTOLD.inc()
            self._untold.append(request_id)
            self._news.set()

    async def receive(self, events: Sequence[Event]) -> EventsAnswer:
        """Store all events, or none.

        Raises:
            EventRefused: one is of no answer, or of a product that its answer did not name.
            EventsUnavailable: they cannot be checked or stored now.
        """
        # what this process stored before is known even where Redis forgot it
        fresh = [event for event in events if not self._answers.is_stored(event)]
        new, outcome = 0, "redis"
        if fresh:
            try:
                new = await self._to_redis(fresh, events)
            except RedisAway:
                # a caller who goes away meanwhile must not part what is written from its mark
                new, outcome = await asyncio.shield(self._to_file(fresh, events)), "file"
        EVENTS.labels(outcome).inc(new)
        EVENTS.labels("repeated").inc(len(events) - new)
        return EventsAnswer(accepted=new, repeated=len(events) - new)

    async def fold(self) -> int:
        """Move what is buffered into the counts, each event once; how many it was.

        Raises:
            RedisAway: what was not folded yet stays for the next time.
            EventsUnavailable, OSError: the files cannot be read or written.
        """
        if self._redis is None:
            return await asyncio.to_thread(self._local.fold)
        folded = await self._redis.fold()
        for path in await asyncio.to_thread(self._journal.put_aside):
            with suppress(FileNotFoundError):  # another process was quicker
                folded += await self._redis.replay(path)
                path.unlink()
        return folded

    async def popularity(self, product_ids: Sequence[str]) -> dict[str, Counts]:
        """How often these products were seen, opened and bought; one that was not is left out.

        Never fails: where the counts cannot be read in time it is empty.
        """
        try:
            if self._redis is not None:
                return await self._redis.of(product_ids)
            return await asyncio.to_thread(self._local.of, product_ids)
        except (RedisAway, EventsUnavailable, OSError):
            return {}

    async def counts(self) -> EventCounts:
        """Everything that was folded; raises as `fold` does."""
        if self._redis is not None:
            return await self._redis.read()
        return await asyncio.to_thread(self._local.read)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tell Redis of answers and fold what is buffered, for as long as this is open."""
        tasks = [asyncio.create_task(self._keep_folding()), asyncio.create_task(self._tell_of_answers())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.close()

    async def close(self) -> None:
        """Close the connections."""
        if self._redis is not None:
            await self._redis.close()

    async def _to_redis(self, fresh: Sequence[Event], events: Sequence[Event]) -> int:
        if self._redis is None:
            raise RedisAway("the shop has none")
        stored = await self._redis.store(fresh)
        if isinstance(stored, Unknown) and self._answers.named(fresh[stored.index]):
            # Redis was not told yet, or was emptied
            for request_id in {event.request_id for event in fresh}:
                await self._redis.note(request_id, self._answers.marks(request_id))
            stored = await self._redis.store(fresh)
        if isinstance(stored, Unknown):
            raise _refusal(fresh[stored.index], events, stored.answered)
        self._answers.mark_stored(fresh)
        return stored.new

    async def _to_file(self, fresh: Sequence[Event], events: Sequence[Event]) -> int:
        async with self._writing:
            for event in fresh:
                if self._answers.named(event):
                    continue
                if self._redis is not None and not self._answers.has(event.request_id):
                    # another replica may have answered it
                    raise EventsUnavailable(
                        "events: Redis is away, and this process did not answer the request"
                    )
                raise _refusal(event, events, self._answers.has(event.request_id))
            new = {
                (event.type, event.request_id, event.product_id): event
                for event in reversed(fresh)
                if not self._answers.is_stored(event)
            }
            if new:
                await asyncio.to_thread(self._journal.append, list(reversed(new.values())))
                self._answers.mark_stored(new.values(), in_file=True)
            return len(new)

    async def _keep_folding(self) -> None:
        while True:
            await asyncio.sleep(self._settings.events_fold_s)
            try:
                await self.fold()
            except RedisAway:
                continue
            except Exception:
                # they stay where they are, and the next round may succeed
                log.exception("events cannot be folded")

    async def _tell_of_answers(self) -> None:
        while self._redis is not None:
            if not self._untold:
                self._news.clear()
                await self._news.wait()
            request_id = self._untold.popleft()
            try:
                if marks := self._answers.marks(request_id):
                    await self._redis.note(request_id, marks)
            except RedisAway:
                if len(self._untold) < (self._untold.maxlen or 0):
                    self._untold.appendleft(request_id)
                await asyncio.sleep(self._settings.events_pause_s)
            except Exception:
                log.exception("an answer cannot be told of", answer=request_id)


def _refusal(event: Event, events: Sequence[Event], answered: bool) -> EventRefused:
    field = f"events.{list(events).index(event)}"
    EVENTS.labels("refused").inc(len(events))
    if answered:
        return EventRefused(
            f"{field}.product_id: request {event.request_id!r} was not answered with {event.product_id!r}; "
            "none of these events was stored"
        )
    return EventRefused(
        f"{field}.request_id: {event.request_id!r} is not a request that was answered lately; none of these "
        "events was stored"
    )
