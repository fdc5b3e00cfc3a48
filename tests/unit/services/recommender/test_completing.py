from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.clothes import CATEGORIES
from contracts.recommender import RankedProducts, RecommendationAnswer
from tests.unit.services.recommender.asking import run
from tests.unit.services.recommender.shop import garment, import_rows, request, row

ROWS = [row(number) for number in range(300)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    import_rows(folder, ROWS)
    return folder


async def ask(client: httpx.AsyncClient, *garments: dict[str, Any], **changes: Any) -> list[RankedProducts]:
    answer = await client.post("/v1/recommendations", json=request(*garments, **{"completes": 6, **changes}))
    assert answer.status_code == 200, answer.text
    return RecommendationAnswer.model_validate_json(answer.content).results


@pytest.mark.parametrize("snapshot_rows", [0, 10_000])
def test_each_garment_is_completed_by_the_other_half(shop: Path, snapshot_rows: int) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        upper, lower, whole = await ask(client, garment("upper"), garment("lower"), garment("whole"))
        for result, categories in (
            (upper, CATEGORIES["lower"]),
            (lower, CATEGORIES["upper"]),
            (whole, ("Jacket", "Blazer")),
        ):
            assert len(result.completes) == 6
            assert {product.category for product in result.completes} <= set(categories)
            assert all(product.availability == "in_stock" for product in result.completes)
            assert all(product.reasons for product in result.completes)
            shown = {product.id for product in result.products}
            assert not shown & {product.id for product in result.completes}, "never mixed"

    run(shop, use, snapshot_rows=snapshot_rows)


def test_nobody_is_told_what_was_not_asked_for(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        (result,) = await ask(client, completes=0)
        assert result.products
        assert result.completes == []

    run(shop, use)


def test_the_number_asked_for_and_the_similar_ones_are_apart(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        (few,), (many,) = await ask(client, completes=2), await ask(client, completes=9)
        assert len(few.completes) == 2
        assert len(many.completes) == 9
        assert few.products == many.products
        assert few.completes == many.completes[:2]

    run(shop, use)


def test_prices_stock_and_department_hold_for_what_completes(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        gender = {"label": "male", "confidence": 1, "source": "shopper"}
        (result,) = await ask(
            client, gender=gender, filters={"price_min": 50, "price_max": 120}, completes=20
        )
        assert result.completes
        assert all(50 <= float(product.price.amount) <= 120 for product in result.completes)
        assert {product.gender for product in result.completes} <= {"male", "unisex"}
        assert {product.availability for product in result.completes} == {"in_stock"}
        assert all("in your price range" in product.reasons for product in result.completes)

    run(shop, use)


def test_category_and_colour_are_of_the_garment_that_is_completed(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        (as_read,) = await ask(client)
        (corrected,) = await ask(client, filters={"category": "Skirt", "colour": "navy"})
        assert {product.category for product in as_read.completes} <= set(CATEGORIES["lower"])
        assert {product.category for product in corrected.completes} <= set(CATEGORIES["upper"])
        assert len({product.colour for product in corrected.completes}) > 1
        assert any("goes with navy" in product.reasons for product in corrected.completes)

    run(shop, use)


def test_a_kimono_is_complete(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        (result,) = await ask(client, garment("whole"), filters={"category": "Kimono"})
        assert result.completes == []

    run(shop, use)
