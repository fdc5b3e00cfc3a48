"""The cache in Redis, which may be slow, full or gone."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal, TypeVar

import structlog
from prometheus_client import Counter, Gauge
from redis.exceptions import ResponseError

from services.recommender.settings import RecommenderSettings
from serving.redis_connection import connect

FAILURES = Counter("vitrine_cache_failures_total", "Times that Redis did not answer")
REFUSED = Counter("vitrine_cache_refused_total", "Writes that Redis refused, as when it is full")
AVAILABLE = Gauge("vitrine_cache_available", "1 while Redis answers, 0 while it does not")

UNLOCK = 'if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end return 0'

Result = TypeVar("Result")
Turn = Literal["ours", "another's", "nobody's"]
"""Who holds a lock; nobody where Redis has none to give."""

log = structlog.get_logger()


class SharedCache:
    """Bytes by key for all replicas. It never fails: what Redis does not give in time is a miss.

    After a failure nobody waits for Redis again until it answers a `PING`, which is sent at once and then
    every `cache_pause_s`. A Redis that refuses writes (full, read-only) is still read, and not failing.
    """

    def __init__(self, settings: RecommenderSettings) -> None:
        self._timeout_s = settings.cache_timeout_s
        self._pause_s = settings.cache_pause_s
        self._ttl_ms = round(settings.cache_ttl_s * 1000)
        self._lock_ms = round(settings.cache_lock_s * 1000)
        self._client: Any = None  # redis-py types its commands for both of its clients at once
        if settings.redis_url is not None:
            self._client = connect(settings.redis_url, settings.redis_password_file)
            AVAILABLE.set(1)
        self._probe: asyncio.Task[None] | None = None
        self._refusing = False

    @property
    def failing(self) -> bool:
        """Whether Redis is wanted and does not answer."""
        return self._probe is not None

    async def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The values that are there."""
        return _present(keys, await self._guarded(lambda: self._client.mget(keys), None))

    async def take_turn(self, lock: str, token: str, keys: Sequence[str]) -> tuple[Turn, dict[str, bytes]]:
        """Take a lock, which ends by itself after `cache_lock_s`, and read in the same moment.

        Who gets the lock thus knows what its last holder has kept.
        """

        async def turn() -> tuple[Turn, dict[str, bytes]]:
            pipeline = self._client.pipeline(transaction=False)
            pipeline.set(lock, token, nx=True, px=self._lock_ms)
            pipeline.mget(keys)
            locked, values = await pipeline.execute(raise_on_error=False)
            if isinstance(values, ResponseError):
                raise values
            if isinstance(locked, ResponseError):
                self._refused(locked)
                return "nobody's", _present(keys, values)
            return "ours" if locked else "another's", _present(keys, values)

        return await self._guarded(turn, ("nobody's", {}))

    async def keep(self, values: Mapping[str, bytes], lock: str, token: str | None) -> None:
        """Keep the values for `cache_ttl_s`, and give the lock back if it is still held with that token."""

        async def written() -> None:
            pipeline = self._client.pipeline(transaction=False)
            for key, value in values.items():
                pipeline.set(key, value, px=self._ttl_ms)
            if token is not None:
                pipeline.eval(UNLOCK, 1, lock, token)
            answers = await pipeline.execute(raise_on_error=False)
            errors = [answer for answer in answers if isinstance(answer, ResponseError)]
            if errors:
                self._refused(errors[0])
            elif values:
                self._refusing = False

        if values or token is not None:
            await self._guarded(written, None)

    async def close(self) -> None:
        """Close the connections."""
        if self._probe is not None:
            self._probe.cancel()
            await asyncio.wait([self._probe])
        if self._client is not None:
            await self._client.aclose()

    async def _guarded(self, call: Callable[[], Awaitable[Result]], without: Result) -> Result:
        """The result, or `without` where Redis does not give one in time."""
        if self._client is None or self.failing:
            return without
        try:
            async with asyncio.timeout(self._timeout_s):
                return await call()
        except Exception as error:  # whatever it is, no answer depends on Redis
            self._failed(error)
            return without

    def _failed(self, error: Exception) -> None:
        FAILURES.inc()
        if self._probe is None:
            log.warning("cache failed; answering without it", error=repr(error), reason=str(error))
            AVAILABLE.set(0)
            self._probe = asyncio.create_task(self._until_it_answers())

    async def _until_it_answers(self) -> None:
        while not await self._answers():
            FAILURES.inc()
            await asyncio.sleep(self._pause_s)
        log.info("cache is back")
        AVAILABLE.set(1)
        self._probe = None

    async def _answers(self) -> bool:
        try:
            async with asyncio.timeout(self._timeout_s):
                await self._client.ping()
        except Exception:
            # connections to a server that went away without a word would each cost a wait
            with suppress(Exception):
                async with asyncio.timeout(self._timeout_s):
                    await self._client.connection_pool.disconnect(inuse_connections=False)
            return False
        return True

    def _refused(self, error: ResponseError) -> None:
        REFUSED.inc()
        if not self._refusing:
            log.warning("cache takes nothing; what it has is still used", reason=str(error))
        self._refusing = True


def _present(keys: Sequence[str], values: Sequence[bytes | None] | None) -> dict[str, bytes]:
    pairs = zip(keys, values, strict=True) if values is not None else ()
    return {key: value for key, value in pairs if value is not None}
