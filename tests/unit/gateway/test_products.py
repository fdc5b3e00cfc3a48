import asyncio
from dataclasses import replace
from urllib.parse import quote

import httpx
import pytest

from gateway.app import make_app
from gateway.settings import GatewaySettings
from tests.unit.gateway.services import Town, product


def get(town: Town, path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        app = make_app(GatewaySettings())
        async with app.router.lifespan_context(app):
            app.state.gateway = replace(app.state.gateway, services=town.services())
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
                return await client.get(path)

    return asyncio.run(ask())


@pytest.mark.parametrize("identifier", ["SKU#1", "SKU?2", "SKU%3", "a%2Fb", "SKU 4", "Ünïcode-👗"])
def test_every_id_that_a_feed_may_have_can_be_asked_for(identifier: str) -> None:
    town = Town()
    found = {name: value for name, value in product(identifier).items() if name not in ("score", "reasons")}
    town.handlers["recommender"] = lambda _: httpx.Response(200, json=found)
    answer = get(town, f"/v1/products/{quote(identifier, safe='')}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["id"] == identifier
    (asked,) = town.requests["recommender"]
    assert asked.url.raw_path.decode() == f"/v1/products/{quote(identifier, safe='')}"


def test_what_no_id_can_be_is_not_asked_for() -> None:
    town = Town()
    assert get(town, f"/v1/products/{'x' * 51}").status_code == 422
    assert town.requests["recommender"] == []
