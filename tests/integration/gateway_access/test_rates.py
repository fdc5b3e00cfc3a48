"""Rates that several gateways count together in a real Redis, which hangs and comes back."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.access import rates
from gateway.access.rates import Rate
from tests.stack import Redis
from tests.unit.gateway.access.test_rates import let_in_one
from tests.waiting import PATIENCE_S

STOPPED_S = 0.5
"""A Redis that is stopped answers never, however long it is waited for."""


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    running = Redis(tmp_path)
    yield running
    running.process.send_signal(signal.SIGCONT)
    running.stop()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine must not look like a Redis that hangs."""
    monkeypatch.setattr(rates, "_TIMEOUT_S", PATIENCE_S)


def test_gateways_count_together(redis: Redis) -> None:
    async def call() -> list[bool]:
        first, second = (Rate("key", "3/month", redis.url) for _ in range(2))
        answers = [await let_in_one(rate, "app") for rate in (first, second, first, second, first)]
        await asyncio.gather(first.close(), second.close())
        return answers

    assert asyncio.run(call()) == [True, True, True, False, False]


def test_a_redis_that_hangs_refuses_nobody_and_is_used_again(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "_PAUSE_S", 0.2)

    async def call() -> None:
        rate, other = (Rate("key", "2/month", redis.url) for _ in range(2))
        assert await let_in_one(rate, "app")
        assert await let_in_one(rate, "app")
        redis.process.send_signal(signal.SIGSTOP)
        with monkeypatch.context() as stopped:
            stopped.setattr(rates, "_TIMEOUT_S", STOPPED_S)
            assert await let_in_one(rate, "app")  # by its own count, which begins here
        redis.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(0.3)
        assert not await let_in_one(rate, "app")
        assert not await let_in_one(other, "app")
        await asyncio.gather(rate.close(), other.close())

    asyncio.run(call())
