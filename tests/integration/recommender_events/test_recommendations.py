"""Whatever becomes of events, a recommendation is as quick and as good as ever."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.stack import Redis
from tests.unit.services.recommender.shop import garment, import_rows, request, row, serving
from tests.waiting import PATIENCE_S, eventually

Use = Callable[[httpx.AsyncClient], Awaitable[None]]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    import_rows(folder, [row(number) for number in range(100)])
    return folder


def run(shop: Path, use: Use, **settings: Any) -> None:
    async def opened() -> None:
        async with serving(shop / "catalog", **settings) as client:
            await use(client)

    asyncio.run(opened())


async def ask(client: httpx.AsyncClient, request_id: str, **changes: Any) -> dict[str, Any]:
    headers = {"X-Request-ID": request_id}
    async with asyncio.timeout(PATIENCE_S):  # an answer that waits for a Redis that is stopped never comes
        answer = await client.post("/v1/recommendations", json=request(garment(), **changes), headers=headers)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()["results"][0]
    assert result["products"]
    return result


async def tell(client: httpx.AsyncClient, request_id: str, *product_ids: str) -> httpx.Response:
    events = [
        {"type": "view", "request_id": request_id, "product_id": product_id, "position": position}
        for position, product_id in enumerate(product_ids)
    ]
    return await client.post("/v1/events", json={"events": events})


def test_every_page_and_what_goes_with_it_and_what_is_similar_takes_events(
    shop: Path, tmp_path: Path
) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        first = await ask(client, "first", completes=3)
        assert first["completes"]
        shown = [product["id"] for product in first["products"] + first["completes"]]
        assert (await tell(client, "first", *shown)).json() == {"accepted": len(shown), "repeated": 0}

        second = await client.post(
            "/v1/recommendations",
            json=request(garment(), cursor=first["cursor"]),
            headers={"X-Request-ID": "second"},
        )
        (further, *_) = second.json()["results"][0]["products"]
        assert (await tell(client, "second", further["id"])).status_code == 200
        refused = await tell(client, "first", shown[0], further["id"])
        assert refused.status_code == 422
        assert refused.json()["detail"].startswith("events.1.product_id: ")

        similar = await client.get(f"/v1/products/{shown[0]}/similar")
        (like, *_) = similar.json()["products"]
        assert (await tell(client, similar.headers["X-Request-ID"], like["id"])).status_code == 200
        nobody = await tell(client, "nobody", shown[0])
        assert nobody.json()["detail"].startswith("events.0.request_id: ")

    run(shop, use, events_file=tmp_path / "events.jsonl")


def test_two_calls_for_one_request_take_events_of_both(shop: Path, tmp_path: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        one = await ask(client, "both")
        other = await ask(client, "both", filters={"category": "Sweater", "in_stock": False})
        shown = {product["id"] for product in one["products"] + other["products"]}
        assert len(shown) > 8
        assert (await tell(client, "both", *shown)).json() == {"accepted": len(shown), "repeated": 0}

    run(shop, use, events_file=tmp_path / "events.jsonl")


def test_a_redis_that_hangs_and_a_disk_that_is_no_folder_hold_no_answer_up(
    shop: Path, tmp_path: Path, server: Redis
) -> None:
    (tmp_path / "file").write_text("not a folder")

    async def use(client: httpx.AsyncClient) -> None:
        await ask(client, "warm")
        server.process.send_signal(signal.SIGSTOP)
        for number in range(10):
            result = await ask(client, f"r{number}")
        refused = await tell(client, "r9", result["products"][0]["id"])
        assert refused.status_code == 503
        assert "Retry-After" in refused.headers
        await ask(client, "after")
        server.process.send_signal(signal.SIGCONT)

        async def taken() -> bool:
            return (await tell(client, "r9", result["products"][0]["id"])).status_code == 200

        await eventually(taken)

    run(
        shop,
        use,
        redis_url=server.url,
        events_file=tmp_path / "file" / "events.jsonl",
        events_pause_s=0.1,
        cache_pause_s=0.1,
    )
