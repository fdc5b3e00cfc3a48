from pathlib import Path

import httpx
import pytest

from tests.unit.services.recommender.asking import ROWS, ask, run


def test_the_shoppers_choices_are_strict(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        gender = {"label": "male", "confidence": 1, "source": "shopper"}
        page = await ask(client, gender=gender, filters={"category": "Skirt", "in_stock": False}, limit=48)
        assert page.products
        assert {product.category for product in page.products} == {"Skirt"}
        assert {product.gender for product in page.products} <= {"male", "unisex"}
        page = await ask(client, filters={"colour": "teal", "in_stock": False}, limit=48)
        assert {product.colour for product in page.products} <= {"teal"}
        page = await ask(client, filters={"price_min": 50, "price_max": 100}, limit=48)
        assert page.products
        assert all(50 <= float(product.price.amount) <= 100 for product in page.products)

    run(shop, use)


def test_a_sure_guess_prefers_a_department(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        gender = {"label": "male", "confidence": 0.98, "source": "model"}
        page = await ask(client, gender=gender, limit=4, filters={"category": "Tee"})
        assert "female" not in {product.gender for product in page.products}

    run(shop, use)


@pytest.mark.parametrize("snapshot_rows", [0, 10_000])
def test_brand_and_size_are_strict_but_for_their_case(shop: Path, snapshot_rows: int) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        page = await ask(client, filters={"brand": "atelier", "size": "m"}, limit=48)
        assert page.products
        assert {product.brand for product in page.products} <= {"Atelier", "ATELIER"}
        sizes = {one["id"]: one["size"] for one in ROWS}
        assert {sizes[product.id] for product in page.products} == {"M"}
        assert not (await ask(client, filters={"brand": "Ateli"})).products

    run(shop, use, snapshot_rows=snapshot_rows)


def test_facets_come_when_asked_for(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        assert (await ask(client)).facets is None
        page = await ask(client, facets=True, limit=48)
        assert page.facets is not None
        assert page.facets.total == len(page.products)
        assert "Tee" in {one.value for one in page.facets.category}
        for colour in page.facets.colour:
            narrowed = await ask(client, facets=True, limit=48, filters={"colour": colour.value})
            assert len(narrowed.products) == colour.count
        assert page == await ask(client, facets=True, limit=48), "cached"

    run(shop, use)
