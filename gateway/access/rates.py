"""How often a key or an address may call: counted in Redis for all gateways, or in this process."""

import asyncio
import ipaddress
import math
import time
from pathlib import Path
from typing import Any

import structlog
from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from prometheus_client import Counter
from redis.exceptions import RedisError

from gateway.access.errors import AccessError, TooManyRequests
from serving.redis_connection import connect

REFUSED = Counter("vitrine_rate_refused_total", "Calls over their rate", ["by"])
FAILURES = Counter("vitrine_rate_failures_total", "Times that Redis did not count a call")

_TIMEOUT_S = 0.1
_PAUSE_S = 1.0
"""A Redis that did not answer is left alone for so long."""

log = structlog.get_logger()


class Rate:
    """A bound on the calls of each caller, such as `10/second;300/minute`.

    Where Redis does not answer, each gateway counts for itself: the bound is then looser, and nobody is
    refused because of it.
    """

    def __init__(
        self, by: str, rate: str, redis_url: str | None, redis_password_file: Path | None = None
    ) -> None:
        """Raises AccessError if the rate cannot be read.

        Args:
            by: what is counted, `key` or `address`.
            rate: calls per time, several by `;`.
            redis_url: None counts in this process.
            redis_password_file: see `connect`.
        """
        self._by = by
        self._limits = _parsed(by, rate)
        self._here = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._redis, self._shared = None, None
        if redis_url is not None:
            self._redis = connect(redis_url, redis_password_file)
            pool: Any = self._redis.connection_pool
            self._shared = SlidingWindowCounterRateLimiter(
                RedisStorage(
                    f"async+{redis_url}",
                    implementation="redispy",
                    key_prefix="vitrine:rate",
                    connection_pool=pool,
                )
            )
        self._alone_until = 0.0

    async def count(self, caller: str) -> None:
        """Count a call.

        Raises:
            TooManyRequests: it is one too many.
        """
        for limit in self._limits:
            if (wait := await self._wait(limit, caller)) is not None:
                REFUSED.labels(self._by).inc()
                raise TooManyRequests(f"over {limit} by {self._by}; try again in {wait} s", wait)

    async def close(self) -> None:
        """Close the connections."""
        if self._redis is not None:
            await self._redis.aclose()

    async def _wait(self, limit: RateLimitItem, caller: str) -> int | None:
        """Seconds to wait; None if the call is within the limit."""
        if self._shared is not None and time.monotonic() >= self._alone_until:
            try:
                async with asyncio.timeout(_TIMEOUT_S):
                    return await _hit(self._shared, limit, self._by, caller)
            except (RedisError, OSError, TimeoutError) as error:
                FAILURES.inc()
                self._alone_until = time.monotonic() + _PAUSE_S
                log.warning("rates are counted in this process", error=repr(error))
        return await _hit(self._here, limit, self._by, caller)


def network_of(address: str) -> str:
    """What one customer of a provider has: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address


def _parsed(by: str, rate: str) -> list[RateLimitItem]:
    try:
        return parse_many(rate)
    except ValueError as error:
        raise AccessError(f"RATE_PER_{by.upper()}: {rate!r} is not like 10/second;300/minute") from error


async def _hit(
    limiter: SlidingWindowCounterRateLimiter, limit: RateLimitItem, by: str, caller: str
) -> int | None:
    if await limiter.hit(limit, by, caller):
        return None
    stats = await limiter.get_window_stats(limit, by, caller)
    return max(1, math.ceil(stats.reset_time - time.time()))
