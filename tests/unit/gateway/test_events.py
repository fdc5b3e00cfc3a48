import asyncio
import json
from dataclasses import replace
from typing import Any

import httpx
import pytest

from gateway.app import make_app
from gateway.settings import GatewaySettings
from tests.unit.gateway.services import Town

SEEN = {"type": "view", "request_id": "r1", "product_id": "blazer-1", "position": 0}


def post(town: Town, body: Any) -> httpx.Response:
    async def ask() -> httpx.Response:
        app = make_app(GatewaySettings())
        async with app.router.lifespan_context(app):
            app.state.gateway = replace(app.state.gateway, services=town.services())
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
                return await client.post("/v1/events", json=body)

    return asyncio.run(ask())


def test_events_are_passed_on_and_answered_with_what_was_new() -> None:
    town = Town()
    town.handlers["recommender"] = lambda _: httpx.Response(200, json={"accepted": 1, "repeated": 1})
    sent = [SEEN, {**SEEN, "type": "buy", "list": "similar"}]
    answer = post(town, {"events": sent})
    assert answer.json() == {"accepted": 1, "repeated": 1}
    (passed_on,) = town.requests["recommender"]
    assert passed_on.url.path == "/v1/events"
    assert json.loads(passed_on.content) == {"events": sent}, (
        "as it came: nothing is made up of who did not say it"
    )


@pytest.mark.parametrize(
    ("events", "field"),
    [
        ([], "events"),
        ([SEEN] * 101, "events"),
        ([SEEN, {**SEEN, "type": "stare"}], "events.1.type"),
        ([{**SEEN, "list": "best"}], "events.0.list"),
        ([{**SEEN, "position": -1}], "events.0.position"),
        ([{**SEEN, "product_id": "p" * 51}], "events.0.product_id"),
        ([{**SEEN, "product_id": "tee\nskirt"}], "events.0.product_id"),
        ([{**SEEN, "product_id": "tee\n"}], "events.0.product_id"),
        ([{**SEEN, "request_id": "r 1"}], "events.0.request_id"),
        ([{**SEEN, "address": "127.0.0.1"}], "events.0.address"),
    ],
)
def test_what_is_no_event_is_named_and_not_passed_on(events: list[Any], field: str) -> None:
    town = Town()
    answer = post(town, {"events": events})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field
    assert town.requests["recommender"] == []


def test_a_refusal_is_told_as_the_recommender_says_it() -> None:
    town = Town()
    detail = "events.0.request_id: 'r1' is not a request that was answered lately"
    problem = {"type": "urn:vitrine:problem:unprocessable", "detail": detail}
    town.handlers["recommender"] = lambda _: httpx.Response(422, json=problem)
    answer = post(town, {"events": [SEEN]})
    assert (answer.status_code, answer.json()["detail"]) == (422, detail)


def test_a_recommender_that_is_away_is_a_503() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    town = Town()
    town.handlers["recommender"] = away
    answer = post(town, {"events": [SEEN]})
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
