"""Events while Redis hangs, dies, is full and comes back: none is lost or counted twice."""

import asyncio
import signal
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import pytest

from contracts.events import EventsAnswer
from services.recommender.errors import EventRefused, EventsUnavailable
from services.recommender.events.counts import Counts
from services.recommender.events.events import Events
from services.recommender.events.redis_store import RedisAway, RedisEvents
from tests.integration.recommender_events.replicas import (
    HANGS_S,
    PAUSE_S,
    client,
    event,
    files,
    folded,
    run,
    told,
)
from tests.stack import Redis
from tests.waiting import eventually


def test_a_killed_redis_sends_events_to_the_file_and_they_are_folded_once(
    tmp_path: Path, server: Redis
) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee", "skirt"])
        assert (await events.receive([event("tee")])).accepted == 1
        await events.fold()
        server.stop()
        seen = [event("tee"), event("tee", "click"), event("skirt"), event("skirt")]
        assert await events.receive(seen) == EventsAnswer(accepted=2, repeated=2)
        assert await events.receive(seen) == EventsAnswer(accepted=0, repeated=4)
        assert await events.popularity(["tee"]) == {}
        assert len((tmp_path / "0" / "events.jsonl").read_text().splitlines()) == 2
        server.restart()  # empty: what it had counted is gone with it
        assert await folded(events) == 2
        assert await events.receive(seen) == EventsAnswer(accepted=0, repeated=4)
        assert await events.receive([event("skirt", "buy")]) == EventsAnswer(accepted=1, repeated=0)
        assert await events.fold() == 1
        assert await events.popularity(["tee", "skirt"]) == {
            "tee": Counts(clicks=1),
            "skirt": Counts(1, 0, 1),
        }
        assert files(tmp_path) == []

    run(tmp_path, server, use)


def test_a_redis_that_hangs_in_the_middle_of_an_event_counts_it_once(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee", "skirt", "shorts"])
        assert (await events.receive([event("shorts")])).accepted == 1
        server.process.send_signal(signal.SIGSTOP)
        # asked of Redis, which does it when it wakes up, and written to the file as there is no answer
        assert await events.receive([event("tee")]) == EventsAnswer(accepted=1, repeated=0)
        assert await events.receive([event("skirt")]) == EventsAnswer(accepted=1, repeated=0)
        assert len((tmp_path / "0" / "events.jsonl").read_text().splitlines()) == 2
        server.process.send_signal(signal.SIGCONT)

        async def woke_up() -> bool:
            with client(server) as direct:
                return bool(direct.hget("vitrine:events:answer:r1", "tee") == "v")

        await eventually(woke_up)
        await folded(events)
        await events.fold()
        names = ["tee", "skirt", "shorts"]
        assert await events.popularity(names) == dict.fromkeys(names, Counts(1))

    run(tmp_path, server, use, events_timeout_s=HANGS_S)


def test_a_fold_that_breaks_off_counts_nothing_twice(
    tmp_path: Path, server: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.recommender.events.redis_store.ROUND", 10)
    asked = RedisEvents._asked

    async def use(events: Events) -> None:
        names = [f"p{number}" for number in range(45)]
        events.note("r1", names)
        await told(server)
        server.process.send_signal(signal.SIGSTOP)
        assert (await events.receive([event(name) for name in names])).accepted == 45
        server.process.send_signal(signal.SIGCONT)
        with client(server) as direct:
            direct.flushall()
        calls = 0

        async def breaking(store: RedisEvents, call: Awaitable[Any]) -> Any:
            nonlocal calls
            calls += 1
            result = await asked(store, call)
            if calls == 4:
                raise RedisAway("after it was done")
            return result

        await asyncio.sleep(2 * PAUSE_S)
        with monkeypatch.context() as patched:
            patched.setattr(RedisEvents, "_asked", breaking)
            with pytest.raises(RedisAway):
                await events.fold()
        assert len(await events.popularity(names)) == 30
        assert await folded(events) == 15
        assert await events.popularity(names) == dict.fromkeys(names, Counts(1))

    run(tmp_path, server, use, events_timeout_s=HANGS_S)


def test_without_redis_a_replica_that_did_not_answer_says_so(tmp_path: Path, server: Redis) -> None:
    async def use(first: Events, second: Events) -> None:
        first.note("r1", ["tee"])
        await told(server)
        server.stop()
        with pytest.raises(EventsUnavailable, match="Redis is away"):
            await second.receive([event("tee")])
        assert (await first.receive([event("tee")])).accepted == 1
        with pytest.raises(EventRefused, match=r"events\.0\.product_id"):
            await first.receive([event("skirt")])

    run(tmp_path, server, use, count=2)


def test_a_full_redis_sends_events_to_the_file(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee"])
        await told(server)
        with client(server) as direct:
            direct.config_set("maxmemory", "1mb")
        assert (await events.receive([event("tee")])).accepted == 1
        assert (tmp_path / "0" / "events.jsonl").exists()
        with client(server) as direct:
            direct.config_set("maxmemory", "0")
        assert await folded(events) == 1

    run(tmp_path, server, use)


def test_answers_of_a_time_without_redis_are_known_to_all_replicas_later(
    tmp_path: Path, server: Redis
) -> None:
    async def use(first: Events, second: Events) -> None:
        server.stop()
        for number in range(20):
            first.note(f"r{number}", ["tee"])
        await asyncio.sleep(PAUSE_S)
        server.restart()
        await told(server, "r19")
        seen = [event(request_id=f"r{number}") for number in range(20)]
        assert (await second.receive(seen)).accepted == 20

    run(tmp_path, server, use, count=2)


def test_an_event_in_one_replicas_file_counts_once_if_another_replica_gets_it_too(
    tmp_path: Path, server: Redis
) -> None:
    async def use(first: Events, second: Events) -> None:
        first.note("r1", ["tee", "skirt"])
        server.stop()
        assert (await first.receive([event("tee"), event("skirt")])).accepted == 2
        server.restart()
        await told(server)
        assert (await second.receive([event("tee")])).accepted == 1
        assert await folded(first) == 2, "the one of the stream, and the one that is new in the file"
        assert await second.receive([event("tee"), event("skirt")]) == EventsAnswer(accepted=0, repeated=2)
        names = ["tee", "skirt"]
        assert await first.popularity(names) == dict.fromkeys(names, Counts(1))

    run(tmp_path, server, use, count=2)


def test_files_of_a_time_without_redis_are_folded_by_itself(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee"])
        server.stop()
        assert (await events.receive([event("tee")])).accepted == 1
        server.restart()

        async def counted() -> bool:
            return await events.popularity(["tee"]) == {"tee": Counts(1)}

        await eventually(counted)
        await asyncio.sleep(0.1)
        assert await counted()

    run(tmp_path, server, use, events_fold_s=0.05)
