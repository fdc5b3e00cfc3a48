import asyncio

import httpx
import pytest

from gateway.app import make_app
from gateway.settings import GatewaySettings

ORIGIN = "https://shop.example"


def preflight(origin: str, settings: GatewaySettings) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(make_app(settings))
        async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
            headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            return await client.options("/v1/recommendations", headers=headers)

    return asyncio.run(ask())


def test_a_listed_origin_may_call() -> None:
    answer = preflight(ORIGIN, GatewaySettings(allowed_origins=(ORIGIN,)))
    assert answer.headers["access-control-allow-origin"] == ORIGIN


@pytest.mark.parametrize("allowed", [(), (ORIGIN,)])
def test_others_may_not(allowed: tuple[str, ...]) -> None:
    answer = preflight("https://evil.example", GatewaySettings(allowed_origins=allowed))
    assert "access-control-allow-origin" not in answer.headers


def test_text_where_the_photo_should_be_is_told_how_a_file_is_sent() -> None:
    async def send() -> httpx.Response:
        app = make_app(GatewaySettings())
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
                return await client.post("/v1/recommendations", files={"photo": (None, "me.jpg")})

    answer = asyncio.run(send())
    assert answer.status_code == 422
    message = "a file is needed, as curl -F photo=@me.jpg sends it; it is 'me.jpg'"
    assert answer.json()["errors"] == [{"field": "photo", "message": message}]


def test_an_empty_gender_url_is_no_gender_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENDER_URL", "")
    assert GatewaySettings().gender_url is None
