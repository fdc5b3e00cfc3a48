"""Two replicas on one Redis: what one makes, the other does not; one that dies holds nobody up."""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from services.recommender.cache import Cache
from services.recommender.settings import RecommenderSettings
from tests.integration.recommender_redis.process import recommender
from tests.stack import Redis
from tests.unit.services.recommender.shop import garment, request
from tests.waiting import PATIENCE_S

PATIENT = {"cache_timeout_s": 30, "cache_lock_s": 50}
"""A busy machine must not look like a Redis that is gone, or a replica that is."""

LOCK_S = 5
"""Of a replica that does go."""


class Answer(BaseModel):
    number: int


Use = Callable[[Cache, Cache], Awaitable[None]]


def run(server: Redis, use: Use, **changes: object) -> None:
    """With the caches of two replicas."""

    async def opened() -> None:
        given = RecommenderSettings.model_validate({"redis_url": server.url, **PATIENT, **changes})
        caches = Cache(given), Cache(given)
        try:
            await use(*caches)
        finally:
            for cache in caches:
                await cache.close()

    asyncio.run(opened())


def test_equal_questions_to_two_replicas_are_answered_once(shop: Path, server: Redis, tmp_path: Path) -> None:
    environment = {name.upper(): str(value) for name, value in PATIENT.items()}
    with ExitStack() as stack, ThreadPoolExecutor(16) as pool:
        replicas = [
            stack.enter_context(
                recommender(shop / "catalog", tmp_path / name, REDIS_URL=server.url, **environment)
            )
            for name in ("first", "second")
        ]
        clients = [stack.enter_context(replica.client()) for replica in replicas]

        def ask(question: int, number: int) -> Any:
            answer = clients[number % 2].post("/v1/recommendations", json=request(garment(seed=question)))
            assert answer.status_code == 200, answer.text
            return answer.json()

        shown = set()
        for question in range(10):
            # one question is over before the next begins, as some products are of both
            first, *others = pool.map(partial(ask, question), range(16))
            assert all(other == first for other in others)
            shown |= {product["id"] for product in first["results"][0]["products"]}

        def made(body: str) -> list[float]:
            return [replica.metric("vitrine_cache_made_total", body=body) for replica in replicas]

        assert sum(made("Page")) == 10
        assert sum(made("Product")) == len(shown)


def test_a_replica_that_dies_while_it_makes_something_holds_the_other_up_no_longer_than_its_lock(
    server: Redis, direct: Any
) -> None:
    code = (
        "import sys; from tests.integration.recommender_redis.test_replicas import make_for_ever;"
        "make_for_ever(sys.argv[1])"
    )
    with subprocess.Popen([sys.executable, "-c", code, server.url], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"making\n"
        assert [key.split(b":")[1] for key in direct.scan_iter()] == [b"lock"]
        other.kill()

    async def use(cache: Cache, _: Cache) -> None:
        async def make() -> Answer:
            return Answer(number=1)

        async with asyncio.timeout(PATIENCE_S):
            answers = await asyncio.gather(*(cache.get_or_make("a", Answer, make) for _ in range(10)))
        assert answers == [Answer(number=1)] * 10

    run(server, use, cache_lock_s=LOCK_S)
    assert [key.split(b":")[1] for key in direct.scan_iter()] == [b"a"]


def make_for_ever(url: str) -> None:
    """What the replica that dies does."""

    async def make() -> Answer:
        print("making", flush=True)
        await asyncio.sleep(2 * PATIENCE_S)
        return Answer(number=0)

    async def asked() -> None:
        cache = Cache(
            RecommenderSettings.model_validate({"redis_url": url, **PATIENT, "cache_lock_s": LOCK_S})
        )
        await cache.get_or_make("a", Answer, make)

    asyncio.run(asked())


def test_what_is_hot_is_made_early_by_one_replica_at_a_time(server: Redis) -> None:
    async def use(*caches: Cache) -> None:
        making = most = made = 0

        async def make() -> Answer:
            nonlocal making, most, made
            making += 1
            made += 1
            number, most = made, max(most, making)
            await asyncio.sleep(0.15)
            making -= 1
            return Answer(number=number)

        last = 0
        ends = time.monotonic() + PATIENCE_S
        while last < 5 and time.monotonic() < ends:
            both = await asyncio.gather(*(cache.get_or_make("a", Answer, make) for cache in caches))
            last = max(answer.number for answer in both)
            await asyncio.sleep(0.002)
        assert last == 5
        assert most == 1

    run(server, use, cache_ttl_s=0.6, cache_local_s=0.05)


@pytest.mark.parametrize("error", [False, True])
def test_nothing_is_locked_after_an_answer_or_an_error(server: Redis, direct: Any, error: bool) -> None:
    async def use(first: Cache, second: Cache) -> None:
        async def make() -> Answer:
            if error:
                raise LookupError("burnt")
            return Answer(number=1)

        for cache in (first, second):
            await asyncio.gather(cache.get_or_make("a", Answer, make), return_exceptions=True)

    run(server, use)
    assert [key for key in direct.scan_iter() if b"lock" in key] == []


callers = st.lists(
    st.tuples(st.booleans(), st.sampled_from("ab"), st.integers(0, 30), st.none() | st.integers(0, 30)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(callers, st.sampled_from(["makes", "fails"]))
def test_whenever_callers_come_and_leave_nothing_stays_locked_or_is_made_at_the_same_time(
    server: Redis, direct: Any, callers: list[tuple[bool, str, int, int | None]], does: str
) -> None:
    direct.flushall()

    async def use(*caches: Cache) -> None:
        making: Counter[str] = Counter()

        async def make(key: str) -> Answer:
            making[key] += 1
            assert making[key] == 1
            try:
                await asyncio.sleep(0.01)
            finally:
                making[key] -= 1
            if does == "fails":
                raise LookupError("burnt")
            return Answer(number=1)

        async def come_and_leave(second: bool, key: str, comes_ms: int, leaves_ms: int | None) -> str:
            await asyncio.sleep(comes_ms / 1000)
            try:
                async with asyncio.timeout(None if leaves_ms is None else leaves_ms / 1000):
                    await caches[second].get_or_make(key, Answer, lambda: make(key))
            except TimeoutError:
                return "left"
            except LookupError:
                return "fails"
            return "makes"

        ends = await asyncio.gather(*(come_and_leave(*caller) for caller in callers))
        for caller, end in zip(callers, ends, strict=True):
            assert end == does or (end == "left" and caller[3] is not None)

    run(server, use)
    assert [key for key in direct.scan_iter() if b"lock" in key] == []
