import asyncio
from pathlib import Path

import httpx
import pytest

from contracts.clothes import CATEGORIES
from contracts.recommender import RankedProducts, RecommendationAnswer
from tests.unit.services.recommender.asking import ROWS, ask, run
from tests.unit.services.recommender.shop import garment, import_rows, request, row
from tests.waiting import eventually


def test_each_garment_gets_its_list(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        garments = [garment("upper"), garment("lower"), garment("whole")]
        answer = await client.post("/v1/recommendations", json=request(*garments, limit=5))
        results = RecommendationAnswer.model_validate_json(answer.content).results
        for result, slot in zip(results, CATEGORIES, strict=True):
            assert len(result.products) == 5
            assert {product.category for product in result.products} <= set(CATEGORIES[slot])
            assert all(product.availability == "in_stock" for product in result.products)

    run(shop, use)


def test_the_first_answer_and_the_cached_one_are_the_same(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        assert await ask(client) == await ask(client)

    run(shop, use)


def test_a_catalog_in_memory_and_one_on_disk_answer_the_same(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> RankedProducts:
        gender = {"label": "female", "confidence": 0.9, "source": "model"}
        return await ask(client, gender=gender, limit=48)

    assert run(shop, use, snapshot_rows=10_000) == run(shop, use, snapshot_rows=0)


def test_a_garment_of_which_nothing_is_known_is_answered_from_disk_too(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> RankedProducts:
        plain = garment(colours=[], embedding="AAAA" * 170 + "AAA=")
        return await ask(client, garments=[plain])

    assert run(shop, use, snapshot_rows=10_000) == run(shop, use, snapshot_rows=0)


@pytest.mark.parametrize("snapshot_rows", [0, 10_000])
def test_leafing_to_the_end_shows_every_product_once(shop: Path, snapshot_rows: int) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        shown: list[str] = []
        cursor = None
        while True:
            page = await ask(client, limit=7, cursor=cursor)
            shown += [product.id for product in page.products]
            cursor = page.cursor
            if cursor is None:
                break
        assert len(shown) == len(set(shown))
        wanted = [
            one
            for number, one in enumerate(ROWS)
            if number % 10 in (0, 1) and one["availability"] == "in_stock"
        ]
        assert set(shown) <= {one["id"] for one in wanted}
        # one card for the variants of an item
        cards = {one["item_group_id"] or one["id"] for one in wanted}
        assert len(shown) == len(cards)

    run(shop, use, snapshot_rows=snapshot_rows)


def test_a_cursor_keeps_its_catalog_when_a_new_one_comes(tmp_path: Path) -> None:
    import_rows(tmp_path, ROWS)

    async def use(client: httpx.AsyncClient) -> None:
        first = await ask(client, limit=8)
        await asyncio.to_thread(
            import_rows, tmp_path, [row(number, brand="Neu") for number in range(200, 230)]
        )

        async def switched() -> bool:
            return (await ask(client)).products[0].brand == "Neu"

        await eventually(switched)
        second = await ask(client, limit=8, cursor=first.cursor)
        assert second.products
        assert "Neu" not in {product.brand for product in second.products}
        assert not {product.id for product in first.products} & {product.id for product in second.products}

    run(tmp_path, use, catalog_poll_s=0.05)


def test_a_cursor_of_a_version_that_is_closed_is_expired(tmp_path: Path) -> None:
    import_rows(tmp_path, ROWS)

    async def use(client: httpx.AsyncClient) -> None:
        first = await ask(client, limit=8)
        for brand in ("Neu", "Neuer"):
            await asyncio.to_thread(
                import_rows, tmp_path, [row(number, brand=brand) for number in range(200, 230)]
            )

            async def switched(brand: str = brand) -> bool:
                return (await ask(client)).products[0].brand == brand

            await eventually(switched)
        answer = await client.post("/v1/recommendations", json=request(cursor=first.cursor, limit=8))
        assert answer.status_code == 410
        assert answer.json()["type"] == "urn:vitrine:problem:expired"
        assert answer.json()["detail"].startswith("cursor: ")
        assert "ask without it" in answer.json()["detail"]

    run(tmp_path, use, catalog_poll_s=0.05)
