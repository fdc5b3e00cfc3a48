"""What a recommender keeps in a real Redis, in which form, and whom it believes."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.recommender import Product
from services.recommender.cache.packing import packing_of
from services.recommender.events.events import Events
from services.recommender.ranking.pages import Page
from tests.stack import Redis
from tests.unit.services.recommender.shop import garment, request, serving
from tests.waiting import PATIENCE_S, eventually

Use = Callable[[httpx.AsyncClient], Awaitable[None]]


@pytest.fixture(autouse=True)
def nothing_but_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events are told to the same Redis, sometime after the answer, and would be counted with it."""
    monkeypatch.setattr(Events, "note", lambda *_: None)


def run(shop: Path, server: Redis, use: Use, **changes: object) -> None:
    async def opened() -> None:
        settings = {"redis_url": server.url, "cache_pause_s": 0.2, "cache_timeout_s": PATIENCE_S, **changes}
        async with serving(shop / "catalog", **settings) as client:
            await use(client)

    asyncio.run(opened())


async def ask(client: httpx.AsyncClient, seed: int) -> dict[str, Any]:
    answer = await client.post("/v1/recommendations", json=request(garment(seed=seed)))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    assert len(body["results"][0]["products"]) == 8
    return body


def keys(direct: Any) -> list[str]:
    return sorted(key.decode() for key in direct.scan_iter() if b":lock:" not in key)


async def kept(direct: Any, count: int) -> list[str]:
    """The keys, once there are so many and nothing is locked: answers do not wait for what is written."""

    async def written() -> bool:
        return len(keys(direct)) >= count and not any(b":lock:" in key for key in direct.scan_iter())

    await eventually(written)
    return keys(direct)


def test_answers_and_products_are_kept_packed_under_the_catalogs_version(
    shop: Path, server: Redis, direct: Any
) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        first = await ask(client, 1)
        version = first["catalog_version"]
        names = await kept(direct, 9)
        assert all(name.startswith(f"vitrine:{version}-") for name in names)
        assert [name.split(":")[2] for name in names] == ["page"] + ["product"] * 8
        assert await ask(client, 1) == first
        assert all(0 < direct.ttl(name) <= 600 for name in names)
        shown = first["results"][0]["products"]
        page = packing_of(Page).unpack(direct.get(names[0]))
        assert page is not None
        assert [pick.id for pick in page.body.picks] == [product["id"] for product in shown]
        for name in names[1:]:
            product = packing_of(Product).unpack(direct.get(name))
            assert product is not None
            assert (
                product.body.model_dump().items()
                <= next(one for one in shown if one["id"] == product.body.id).items()
            )
            assert 0 < product.expires_at - time.time() <= 600
            assert direct.strlen(name) < 0.7 * len(product.body.model_dump_json())

    run(shop, server, use)


def test_what_one_replica_kept_another_one_uses(shop: Path, server: Redis, direct: Any) -> None:
    async def first(client: httpx.AsyncClient) -> None:
        await ask(client, 1)
        await kept(direct, 9)

    async def second(client: httpx.AsyncClient) -> None:
        before = keys(direct)
        assert direct.info("stats")["keyspace_hits"] == 0
        await ask(client, 1)
        assert keys(direct) == before
        assert direct.info("stats")["keyspace_hits"] == 9

    run(shop, server, first)
    direct.config_resetstat()
    run(shop, server, second)


def test_what_someone_else_wrote_is_not_believed(shop: Path, server: Redis, direct: Any) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        expected = await ask(client, 1)
        names = await kept(direct, 9)
        product = next(direct.get(name) for name in names if ":product:" in name)
        junk = [product, product[:-1], product[12:], b"junk", b"123", b"bytes:{}", b"\x80\x04.", b"", b"0"]
        for name, value in zip(names, junk, strict=True):
            direct.set(name, value)
        assert await ask(client, 1) == expected

    # nothing is read from the process itself
    run(shop, server, use, cache_bytes=1)


def test_a_password_that_is_renewed_needs_no_restart(
    shop: Path, server: Redis, direct: Any, tmp_path: Path
) -> None:
    password = tmp_path / "password"
    password.write_text("first\n")
    direct.config_set("requirepass", "first")

    async def use(client: httpx.AsyncClient) -> None:
        assert (await ask(client, 1))["degraded"] == []
        await kept(direct, 9)
        direct.config_set("requirepass", "second")
        direct.client_kill_filter(_type="normal", skipme=True)
        assert (await ask(client, 2))["degraded"] == ["cache"]
        password.write_text("second\n")
        seeds = iter(range(3, 1000))

        async def whole() -> bool:
            answer = await ask(client, next(seeds))
            return bool(answer["degraded"] == [])

        await eventually(whole)

    run(shop, server, use, redis_password_file=password)


def test_a_wrong_password_is_said_and_everything_else_goes_on(
    shop: Path, server: Redis, direct: Any, tmp_path: Path
) -> None:
    password = tmp_path / "password"
    password.write_text("wrong")
    direct.config_set("requirepass", "right")

    async def use(client: httpx.AsyncClient) -> None:
        for seed in range(5):
            assert (await ask(client, seed))["degraded"] == ["cache"]

    run(shop, server, use, redis_password_file=password)
