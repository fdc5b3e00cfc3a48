import asyncio
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.access.keys import new_key
from gateway.access.page_pass import COOKIE, PagePass
from gateway.app import make_app
from gateway.settings import GatewaySettings

KEY, LINE = new_key("app")
OTHER, OTHER_LINE = new_key("web")
SEARCH = "/v1/search"
NOT_A_SEARCH = 422
"""What a call without a body gets that was let in."""


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    file = tmp_path / "keys"
    file.write_text(f"{LINE}\n{OTHER_LINE}\n")
    return file


def answers(settings: GatewaySettings, *calls: dict[str, Any]) -> list[httpx.Response]:
    async def ask() -> list[httpx.Response]:
        app = make_app(settings)
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="https://gateway") as client,
        ):
            return [await client.request(**{"method": "POST", "url": SEARCH, **call}) for call in calls]

    return asyncio.run(ask())


def bearer(key: str) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {key}"}}


def statuses(settings: GatewaySettings, *calls: dict[str, Any]) -> list[int]:
    return [answer.status_code for answer in answers(settings, *calls)]


def test_without_keys_everybody_may_call() -> None:
    assert statuses(GatewaySettings(), {}, bearer("anything")) == [NOT_A_SEARCH, NOT_A_SEARCH]


def test_with_keys_only_their_holders_may(keys: Path) -> None:
    settings = GatewaySettings(api_keys_file=keys)
    basic = {"headers": {"Authorization": f"Basic {KEY}"}}
    calls: list[dict[str, Any]] = [{}, bearer("wrong"), basic, bearer(KEY), bearer(OTHER)]
    assert statuses(settings, *calls) == [401, 401, 401, NOT_A_SEARCH, NOT_A_SEARCH]


def test_a_refusal_is_a_problem_with_a_request_id(keys: Path) -> None:
    (refused,) = answers(GatewaySettings(api_keys_file=keys), {"headers": {"X-Request-ID": "mine"}})
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.json()["type"] == "urn:vitrine:problem:unauthorised"
    assert refused.json()["request_id"] == "mine"


def test_the_page_gets_a_pass_and_calls_with_it(keys: Path) -> None:
    page, call = answers(GatewaySettings(api_keys_file=keys), {"method": "GET", "url": "/"}, {})
    cookie = page.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert call.status_code == NOT_A_SEARCH


def test_a_pass_that_is_forged_or_old_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = PagePass("a secret of the shop")
    value = ours.header().partition("=")[2].partition(";")[0]
    assert ours.holds(value)
    assert not PagePass("another secret here").holds(value)
    assert not ours.holds(None)
    assert not ours.holds("")
    later = time.time() + 13 * 3600
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    assert not ours.holds(value)


def test_without_the_page_there_is_no_pass(keys: Path) -> None:
    settings = GatewaySettings(api_keys_file=keys, page=False)
    value = PagePass(settings.secret_key).header().partition("=")[2].partition(";")[0]
    calls: list[dict[str, Any]] = [
        {"method": "GET", "url": "/"},
        {"headers": {"Cookie": f"{COOKIE}={value}"}},
    ]
    assert statuses(settings, *calls) == [404, 401]


def test_a_key_over_its_rate_is_told_when_to_come_back(keys: Path) -> None:
    settings = GatewaySettings(api_keys_file=keys, rate_per_key="2/hour")
    *_, third, other = answers(settings, *[bearer(KEY)] * 3, bearer(OTHER))
    assert third.status_code == 429
    assert int(third.headers["retry-after"]) >= 1
    assert third.json()["type"] == "urn:vitrine:problem:too-many-requests"
    assert other.status_code == NOT_A_SEARCH


def test_keys_cannot_be_tried_faster_than_the_rate_of_an_address(keys: Path) -> None:
    settings = GatewaySettings(api_keys_file=keys, rate_per_address="2/hour")
    assert statuses(settings, bearer("a"), bearer("b"), bearer(KEY)) == [401, 401, 429]


def test_pages_pictures_and_health_are_not_counted() -> None:
    settings = GatewaySettings(rate_per_address="1/hour")
    calls = [{"method": "GET", "url": url} for url in ("/", "/healthz", "/assets/logo.svg", "/healthz")]
    assert statuses(settings, *calls) == [200] * 4


def test_browsers_are_told_what_they_may_do() -> None:
    page, asset, call, document = answers(
        GatewaySettings(),
        {"method": "GET", "url": "/"},
        {"method": "GET", "url": "/assets/index.html"},
        {},
        {"method": "GET", "url": "/docs"},
    )
    for answer in (page, asset, call, document):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "max-age" in answer.headers["strict-transport-security"]
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert asset.headers["content-security-policy"] == page.headers["content-security-policy"]
    assert call.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_operations_have_their_own_port() -> None:
    public = [{"method": "GET", "url": url} for url in ("/metrics", "/docs", "/openapi.json", "/readyz")]
    own = [{"method": "GET", "url": f"https://gateway:9000{url}"} for url in ("/metrics", "/docs")]
    assert statuses(GatewaySettings(admin_port=9000), *public, *own) == [404, 404, 404, 200, 200, 200]
    assert statuses(GatewaySettings(), *public) == [200] * 4
