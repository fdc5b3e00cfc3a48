"""What one process asks of a real Redis."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

from services.recommender.cache.shared import SharedCache
from services.recommender.settings import RecommenderSettings
from tests.stack import Redis
from tests.waiting import PATIENCE_S, eventually

Use = Callable[[SharedCache], Awaitable[None]]


def run(server: Redis, use: Use, **changes: object) -> None:
    async def opened() -> None:
        settings = {"redis_url": server.url, "cache_timeout_s": PATIENCE_S, "cache_pause_s": 0.1, **changes}
        shared = SharedCache(RecommenderSettings.model_validate(settings))
        try:
            await use(shared)
        finally:
            await shared.close()

    asyncio.run(opened())


def test_what_was_kept_comes_back_and_the_rest_is_missing(server: Redis, direct: Any) -> None:
    async def use(shared: SharedCache) -> None:
        await shared.keep({"a": b"1", "b": b"\x00\xff"}, "lock", None)
        assert await shared.get_many(["b", "c", "a"]) == {"a": b"1", "b": b"\x00\xff"}
        assert 3000 < direct.ttl("a") <= 3600

    run(server, use, cache_ttl_s=3600)


def test_one_at_a_time_has_the_lock_and_sees_what_the_last_one_kept(server: Redis, direct: Any) -> None:
    async def use(shared: SharedCache) -> None:
        assert await shared.take_turn("lock", "mine", ["a"]) == ("ours", {})
        assert await shared.take_turn("lock", "yours", ["a"]) == ("another's", {})
        assert 0 < direct.pttl("lock") <= 600_000
        await shared.keep({}, "lock", "yours")
        assert direct.get("lock") == b"mine"
        await shared.keep({"a": b"1"}, "lock", "mine")
        assert direct.get("lock") is None
        assert await shared.take_turn("lock", "yours", ["a"]) == ("ours", {"a": b"1"})

    run(server, use, cache_lock_s=600)


def test_a_lock_ends_by_itself(server: Redis) -> None:
    async def use(shared: SharedCache) -> None:
        await shared.take_turn("lock", "mine", ["a"])
        await asyncio.sleep(0.3)
        assert await shared.take_turn("lock", "yours", ["a"]) == ("ours", {})

    run(server, use, cache_lock_s=0.2)


def test_a_full_redis_is_read_and_gives_back_its_locks(server: Redis, direct: Any) -> None:
    async def use(shared: SharedCache) -> None:
        await shared.keep({"a": b"1"}, "lock", None)
        await shared.take_turn("lock", "mine", ["a"])
        direct.config_set("maxmemory", 1)
        await shared.keep({"b": b"2"}, "lock", "mine")
        assert direct.get("lock") is None
        assert await shared.take_turn("lock", "mine", ["a", "b"]) == ("nobody's", {"a": b"1"})
        assert not shared.failing

    run(server, use)


def test_a_redis_that_wants_a_password_is_done_without_until_it_does_not(server: Redis, direct: Any) -> None:
    direct.set("a", b"1")
    direct.config_set("requirepass", "secret")

    async def use(shared: SharedCache) -> None:
        assert await shared.get_many(["a"]) == {}
        assert shared.failing
        assert await shared.take_turn("lock", "mine", ["a"]) == ("nobody's", {})
        await shared.keep({"b": b"2"}, "lock", "mine")
        direct.config_set("requirepass", "")

        async def is_back() -> bool:
            return not shared.failing

        await eventually(is_back)
        assert await shared.get_many(["a", "b"]) == {"a": b"1"}

    run(server, use)


def test_who_leaves_in_the_middle_of_an_answer_spoils_nobody_elses(server: Redis) -> None:
    async def use(shared: SharedCache) -> None:
        values = {f"k{number}": f"{number}".encode() * 50 for number in range(200)}
        await shared.keep(values, "lock", None)
        chance = random.Random(0)

        async def read(key: str) -> None:
            try:
                async with asyncio.timeout(chance.choice([None, chance.random() * 0.05])):
                    assert await shared.get_many([key]) == {key: values[key]}
            except TimeoutError:
                pass

        for _ in range(5):
            await asyncio.gather(*map(read, values))
        assert not shared.failing

    run(server, use)
