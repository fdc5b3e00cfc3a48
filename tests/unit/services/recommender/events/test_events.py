"""Without Redis: events are checked by what this process answered, and counted in files."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.events import Event, EventsAnswer, EventType
from services.recommender.errors import EventRefused, EventsUnavailable
from services.recommender.events.counts import Counts
from services.recommender.events.events import Events
from services.recommender.events.journal import Journal
from services.recommender.events.routes import add_events_route
from services.recommender.settings import RecommenderSettings
from serving.http.app import make_app as make_http_app
from tests.waiting import PATIENCE_S, eventually


def event(
    product_id: str = "tee", kind: EventType = "view", request_id: str = "r1", position: int = 0
) -> Event:
    return Event(type=kind, request_id=request_id, product_id=product_id, position=position)


def run(folder: Path, use: Callable[[Events], Awaitable[Any]], **settings: Any) -> Any:
    async def opened() -> Any:
        return await use(Events(RecommenderSettings(events_file=folder / "events.jsonl", **settings)))

    return asyncio.run(opened())


def test_events_of_an_answer_are_counted_once(tmp_path: Path) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee", "skirt"])
        seen = [event("tee"), event("skirt", position=1), event("skirt", "click", position=1)]
        assert await events.receive(seen) == EventsAnswer(accepted=3, repeated=0)
        assert await events.receive([*seen, event("tee", position=5)]) == EventsAnswer(accepted=0, repeated=4)
        assert await events.receive([event("tee", "buy"), event("tee", "buy")]) == EventsAnswer(
            accepted=1, repeated=1
        )
        assert await events.fold() == 4
        assert await events.fold() == 0
        counted = {"tee": Counts(views=1, buys=1), "skirt": Counts(views=1, clicks=1)}
        assert await events.popularity(["tee", "skirt", "shorts"]) == counted
        assert (await events.counts()).places == {("", 0): Counts(1, 0, 1), ("", 1): Counts(1, 1, 0)}

    run(tmp_path, use)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (event(request_id="never"), "events.3.request_id: 'never'"),
        (event("shorts"), "events.3.product_id: request 'r1' was not answered with 'shorts'"),
    ],
)
def test_one_that_is_refused_refuses_all_and_is_named(tmp_path: Path, wrong: Event, named: str) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee", "skirt"])
        await events.receive([event("skirt")])
        batch = [event("tee"), event("skirt"), event("tee", "click"), wrong]
        with pytest.raises(EventRefused) as refused:
            await events.receive(batch)
        assert str(refused.value).startswith(named)
        assert await events.fold() == 1
        assert await events.receive(batch[:3]) == EventsAnswer(accepted=2, repeated=1)

    run(tmp_path, use)


def test_the_same_event_at_once_is_stored_once(tmp_path: Path) -> None:
    async def use(events: Events) -> None:
        events.note("r1", ["tee"])
        answers = await asyncio.gather(*(events.receive([event("tee")]) for _ in range(20)))
        assert sum(answer.accepted for answer in answers) == 1
        assert await events.fold() == 1

    run(tmp_path, use)


def test_a_caller_who_goes_away_does_not_make_an_event_count_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Journal.append
    reached, go_on = threading.Event(), threading.Event()

    def slowly(journal: Journal, events: Any) -> None:
        reached.set()
        assert go_on.wait(PATIENCE_S)
        append(journal, events)

    monkeypatch.setattr(Journal, "append", slowly)

    async def use(events: Events) -> None:
        events.note("r1", ["tee"])
        first = asyncio.create_task(events.receive([event("tee")]))
        await asyncio.to_thread(reached.wait, PATIENCE_S)
        first.cancel()
        again = asyncio.create_task(events.receive([event("tee")]))
        await asyncio.sleep(0)
        go_on.set()
        assert await again == EventsAnswer(accepted=0, repeated=1)
        assert await events.fold() == 1

    run(tmp_path, use)


def test_where_the_disk_takes_nothing_events_are_unavailable_and_answers_are_still_noted(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("not a folder")

    async def use(events: Events) -> None:
        events.note("r1", ["tee"])
        with pytest.raises(EventsUnavailable):
            await events.receive([event("tee")])
        assert await events.popularity(["tee"]) == {}

    run(tmp_path / "file", use)


async def counted(events: Events) -> None:
    """Wait until the one view of the tee is."""

    async def is_counted() -> bool:
        return bool(await events.popularity(["tee"]))

    await eventually(is_counted)
    assert await events.popularity(["tee"]) == {"tee": Counts(views=1)}


def test_what_is_buffered_is_folded_by_itself(tmp_path: Path) -> None:
    async def use(events: Events) -> None:
        async with events.running():
            events.note("r1", ["tee"])
            await events.receive([event("tee")])
            await counted(events)

    run(tmp_path, use, events_fold_s=0.01)


def test_a_round_of_folding_that_fails_is_not_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fold = Events.fold
    calls = 0

    async def failing_once(events: Events) -> int:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise RuntimeError("nobody foresaw this")
        return await fold(events)

    monkeypatch.setattr(Events, "fold", failing_once)

    async def use(events: Events) -> None:
        async with events.running():
            events.note("r1", ["tee"])
            await events.receive([event("tee")])
            await counted(events)

    run(tmp_path, use, events_fold_s=0.01)


def test_the_route_answers_in_the_contracts_words(tmp_path: Path) -> None:
    async def use(events: Events) -> None:
        app = make_http_app(
            "recommender",
            lifespan=lambda _: events.running(),
            ready=lambda: None,
            settings=RecommenderSettings(),
        )
        add_events_route(app, events)
        events.note("r1", ["tee"])
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://recommender") as client:
            body = {"events": [event("tee").model_dump()]}
            answer = await client.post("/v1/events", json=body)
            assert answer.json() == {"accepted": 1, "repeated": 0}
            assert (await client.post("/v1/events", json=body)).json() == {"accepted": 0, "repeated": 1}
            unknown = {"events": [*body["events"], event("tee", request_id="no").model_dump()]}
            refused = await client.post("/v1/events", json=unknown)
            assert refused.status_code == 422
            assert refused.json()["detail"].startswith("events.1.request_id: 'no'")
            for events_given in ([], body["events"] * 101, [{**body["events"][0], "position": -1}]):
                assert (await client.post("/v1/events", json={"events": events_given})).status_code == 422

    run(tmp_path, use)
