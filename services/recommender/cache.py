"""Answers and product records, kept for the next request: in Redis for all replicas, or in this process."""

import asyncio
import time
import warnings
from collections.abc import Awaitable, Mapping, Sequence
from typing import TypeVar

import structlog
from cashews import Cache as Cashews
from cashews.exceptions import CacheError
from prometheus_client import Counter
from redis.exceptions import RedisError

from services.recommender.settings import RecommenderSettings

LOOKUPS = Counter("vitrine_cache_lookups_total", "Cache entries asked for", ["outcome"])
FAILURES = Counter("vitrine_cache_failures_total", "Times that Redis did not answer")

Result = TypeVar("Result")

log = structlog.get_logger()


class Cache:
    """Bytes by key. It never fails: what Redis does not give in time is a miss.

    After a failure Redis is left alone for `cache_pause_s`, so that a Redis that hangs costs one request
    `cache_timeout_s` and not every request; then one request tries it again.
    """

    def __init__(self, settings: RecommenderSettings) -> None:
        self._timeout_s = settings.cache_timeout_s
        self._pause_s = settings.cache_pause_s
        self._ttl_s = settings.cache_ttl_s
        self._prefix = f"{settings.cache_key}:"
        self._closed_until = 0.0
        self._failing = False
        self._cashews = Cashews()
        # the null pickler stores bytes as they are, and nothing is ever unpickled
        if settings.redis_url is None:
            self._cashews.setup("mem://", size=settings.cache_entries, check_interval=0, pickle_type="null")
        else:
            self._cashews.setup(
                settings.redis_url,
                pickle_type="null",
                check_repr=False,
                suppress=False,
                socket_timeout=settings.cache_timeout_s,
                socket_connect_timeout=settings.cache_timeout_s,
                wait_for_connection_timeout=settings.cache_timeout_s,
                max_connections=32,
            )

    async def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        """The value of each key, None for a miss."""
        values: Sequence[object] | None = None
        if keys and self._may_try():
            values = await self._guarded(self._cashews.get_many(*(self._prefix + key for key in keys)))
        found = [value if isinstance(value, bytes) else None for value in values or [None] * len(keys)]
        hits = sum(value is not None for value in found)
        LOOKUPS.labels("hit").inc(hits)
        LOOKUPS.labels("miss").inc(len(found) - hits)
        return found

    async def set_many(self, values: Mapping[str, bytes]) -> None:
        """Keep the values for `cache_ttl_s`."""
        if values and self._may_try():
            pairs = {self._prefix + key: value for key, value in values.items()}
            await self._guarded(self._cashews.set_many(pairs, expire=self._ttl_s))

    async def close(self) -> None:
        """Close the connections."""
        with warnings.catch_warnings():
            # cashews 7 closes the Redis client by a name that redis-py has given up
            warnings.simplefilter("ignore", DeprecationWarning)
            await self._cashews.close()

    def _may_try(self) -> bool:
        if not self._failing:
            return True
        now = time.monotonic()
        if now < self._closed_until:
            return False
        self._closed_until = now + self._pause_s  # whoever comes meanwhile goes without
        return True

    async def _guarded(self, call: Awaitable[Result]) -> Result | None:
        """The result, or None where Redis does not give one in time."""
        try:
            async with asyncio.timeout(self._timeout_s):
                result = await call
        except (CacheError, RedisError, OSError, TimeoutError) as error:
            FAILURES.inc()
            if not self._failing:
                cause = error.__cause__ if isinstance(error, CacheError) else error
                log.warning("cache failed; answering without it", error=repr(cause))
            self._failing = True
            self._closed_until = time.monotonic() + self._pause_s
            return None
        if self._failing:
            log.info("cache is back")
        self._failing = False
        return result
