"""Events with a real Redis that hangs, dies, is emptied and comes back: none is lost or counted twice."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import Redis as Client

from contracts.events import Event, EventsAnswer, EventType
from services.recommender.errors import EventRefused, EventsUnavailable
from services.recommender.events.counts import Counts
from services.recommender.events.events import Events
from services.recommender.events.redis_store import RedisAway, RedisEvents
from services.recommender.settings import RecommenderSettings
from tests.stack import Redis

PAUSE_S = 0.1
TIMEOUT_S = 2.0
"""A busy machine must not look like a Redis that hangs."""
NEVER_S = 3600.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Redis]:
    running = Redis(tmp_path)
    yield running
    running.process.send_signal(signal.SIGCONT)
    running.stop()


def event(
    product_id: str = "tee", kind: EventType = "view", request_id: str = "r1", position: int = 0
) -> Event:
    return Event(type=kind, request_id=request_id, product_id=product_id, position=position)


@asynccontextmanager
async def replica(folder: Path, server: Redis, name: str = "a", **settings: Any) -> AsyncIterator[Events]:
    """One recommender's events; it folds only when it is told to, unless `events_fold_s` says otherwise."""
    given = {"events_fold_s": NEVER_S, "events_pause_s": PAUSE_S, "events_timeout_s": TIMEOUT_S, **settings}
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
    return Client(port=server.port, socket_timeout=5, decode_responses=True)


async def eventually(true: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(200):
        if await true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("never true")


async def told(server: Redis, request_id: str = "r1") -> None:
    """Wait until all replicas can know of an answer."""

    async def is_there() -> bool:
        with client(server) as direct:
            return bool(direct.exists(f"vitrine:events:answer:{request_id}"))

    await eventually(is_there)


async def folded(events: Events) -> int:
    """Fold as soon as Redis is tried again."""
    for _ in range(100):
        try:
            return await events.fold()
        except RedisAway:
            await asyncio.sleep(0.05)
    raise AssertionError("Redis is not used again")


def test_events_are_buffered_then_folded(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee", "skirt"])
        seen = [event("tee"), event("skirt", position=1), event("skirt", "click", position=1)]
        assert await events.receive(seen) == EventsAnswer(accepted=3, repeated=0)
        assert await events.receive(seen[:1]) == EventsAnswer(accepted=0, repeated=1)
        with client(server) as direct:
            assert direct.xlen("vitrine:events:stream") == 3
            entries: Any = direct.xrange("vitrine:events:stream", count=1)
            assert entries[0][1] == {"type": "view", "product": "tee", "position": "0"}
        assert await events.popularity(["tee"]) == {}
        assert await events.fold() == 3
        assert await events.fold() == 0
        assert await events.popularity(["tee", "skirt", "no"]) == {"tee": Counts(1), "skirt": Counts(1, 1)}
        assert (await events.counts()).positions == {0: Counts(1), 1: Counts(1, 1)}
        with client(server) as direct:
            assert direct.xlen("vitrine:events:stream") == 0
            assert 0 < int(str(direct.ttl("vitrine:events:answer:r1"))) <= 7200
        assert files(tmp_path) == []

    run(tmp_path, server, use)


def test_replicas_know_each_others_answers_and_events(tmp_path: Path, server: Redis) -> None:
    async def use(first: Events, second: Events) -> None:
        first.note("r1", ["tee"])
        await told(server)
        assert await second.receive([event("tee")]) == EventsAnswer(accepted=1, repeated=0)
        assert await first.receive([event("tee")]) == EventsAnswer(accepted=0, repeated=1)
        first.note("r1", ["skirt"])
        assert await first.receive([event("skirt")]) == EventsAnswer(accepted=1, repeated=0)
        counts = await asyncio.gather(first.fold(), second.fold())
        assert sum(counts) == 2

    run(tmp_path, server, use, count=2)


def test_one_that_is_refused_refuses_all(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee"])
        for wrong, named in (
            (event(request_id="never"), "events.2.request_id: 'never'"),
            (event("shorts"), "events.2.product_id: request 'r1' was not answered with 'shorts'"),
        ):
            with pytest.raises(EventRefused) as refused:
                await events.receive([event("tee"), event("tee", "click"), wrong])
            assert str(refused.value).startswith(named)
        assert await events.fold() == 0
        assert await events.receive([event("tee")]) == EventsAnswer(accepted=1, repeated=0)

    run(tmp_path, server, use)


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

    run(tmp_path, server, use)


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

    run(tmp_path, server, use)


def test_a_redis_that_was_emptied_is_told_again(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee"])
        assert (await events.receive([event("tee")])).accepted == 1
        with client(server) as direct:
            direct.flushall()
        assert await events.receive([event("tee"), event("tee", "buy")]) == EventsAnswer(
            accepted=1, repeated=1
        )
        assert await events.fold() == 1

    run(tmp_path, server, use)


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


def test_what_redis_holds_is_bounded(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        for number in range(300):
            events.note(f"r{number}", [f"p{product}" for product in range(50)])
            await events.receive([event(f"p{product}", request_id=f"r{number}") for product in range(50)])
        with client(server) as direct:
            assert len(list(direct.scan_iter("vitrine:events:answer:*"))) <= 100
            assert int(str(direct.xlen("vitrine:events:stream"))) <= 1000 + 100, "trimmed in blocks of 100"
        with pytest.raises(EventRefused):
            await events.receive([event("p0", request_id="r0")])

    run(tmp_path, server, use, events_answers=100, events_answers_in_process=100, events_stream=1000)


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


def test_an_answer_is_noted_at_once_whatever_redis_does(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        server.process.send_signal(signal.SIGSTOP)
        started = time.monotonic()
        for number in range(3000):
            events.note(f"r{number}", ["tee"])
        assert time.monotonic() - started < 2.0, "memory only"
        await asyncio.sleep(0)
        server.process.send_signal(signal.SIGCONT)
        events.note("last", ["tee"])
        assert (await events.receive([event("tee", request_id="r2999")])).accepted == 1

    run(tmp_path, server, use)


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
