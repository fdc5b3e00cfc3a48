"""Events with a real Redis: buffered, folded, counted once, bounded."""

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest

from contracts.events import EventsAnswer
from services.recommender.errors import EventRefused
from services.recommender.events.counts import Counts
from services.recommender.events.events import Events
from tests.integration.recommender_events.replicas import HANGS_S, client, event, files, folded, run, told
from tests.stack import Redis


def test_events_are_buffered_then_folded(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee", "skirt"])
        seen = [event("tee"), event("skirt", position=1), event("skirt", "click", position=1)]
        assert await events.receive(seen) == EventsAnswer(accepted=3, repeated=0)
        assert await events.receive(seen[:1]) == EventsAnswer(accepted=0, repeated=1)
        with client(server) as direct:
            assert direct.xlen("vitrine:events:stream") == 3
            entries: Any = direct.xrange("vitrine:events:stream", count=1)
            assert entries[0][1] == {"type": "view", "product": "tee", "place": "0"}
        assert await events.popularity(["tee"]) == {}
        assert await events.fold() == 3
        assert await events.fold() == 0
        assert await events.popularity(["tee", "skirt", "no"]) == {"tee": Counts(1), "skirt": Counts(1, 1)}
        assert (await events.counts()).places == {("", 0): Counts(1), ("", 1): Counts(1, 1)}
        with client(server) as direct:
            assert direct.xlen("vitrine:events:stream") == 0
            assert 0 < int(str(direct.ttl("vitrine:events:answer:r1"))) <= 7200
        assert files(tmp_path) == []

    run(tmp_path, server, use)


def test_places_are_counted_by_list_from_the_stream_and_from_the_file(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee", "skirt", "shorts"])
        await told(server)
        seen = [
            event("tee", of_list="completes"),
            event("skirt", position=3),
            event("skirt", "click", position=3),
        ]
        assert (await events.receive(seen)).accepted == 3
        assert (await events.receive([event("tee", of_list="search")])).repeated == 1, "the same event"
        server.process.send_signal(signal.SIGSTOP)
        assert (await events.receive([event("shorts", position=3, of_list="similar")])).accepted == 1
        server.process.send_signal(signal.SIGCONT)
        await folded(events)
        assert (await events.counts()).places == {
            ("completes", 0): Counts(1),
            ("", 3): Counts(1, 1),
            ("similar", 3): Counts(1),
        }

    run(tmp_path, server, use, events_timeout_s=HANGS_S)


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


def test_an_answer_is_noted_at_once_whatever_redis_does(tmp_path: Path, server: Redis) -> None:
    async def use(events: Events) -> None:
        server.process.send_signal(signal.SIGSTOP)
        for number in range(3000):
            events.note(f"r{number}", ["tee"])
            await asyncio.sleep(0)
        # a note that waited for Redis would not have come to here
        server.process.send_signal(signal.SIGCONT)
        events.note("last", ["tee"])
        assert (await events.receive([event("tee", request_id="r2999")])).accepted == 1

    run(tmp_path, server, use)
