"""Products that are none of the ten categories: kept in the catalog, and never shown."""

import asyncio
from pathlib import Path
from typing import Any

import httpx

from services.recommender.catalog.stats import catalog_stats
from tests.unit.services.recommender.shop import garment, import_rows, request, row, serving

SHOES = row(7, id="sneaker", title="White sneakers", product_type="Shoes > Sneakers", item_group_id="")


def test_they_are_kept_and_nobody_meets_them(tmp_path: Path) -> None:
    import_rows(tmp_path, [*(row(number) for number in range(60)), SHOES])
    assert catalog_stats(str(tmp_path / "catalog")).products == 61

    async def ask() -> list[httpx.Response]:
        garments = [garment(slot) for slot in ("upper", "lower", "whole")]
        body: dict[str, Any] = request(*garments, limit=48, completes=24, filters={"in_stock": False})
        async with serving(tmp_path / "catalog") as client:
            return [
                await client.get("/v1/products/sneaker"),
                await client.get("/v1/products/sneaker/similar"),
                await client.post("/v1/recommendations", json=body),
            ]

    product, similar, answer = asyncio.run(ask())
    assert product.status_code == similar.status_code == 404
    assert answer.status_code == 200
    assert "sneaker" not in answer.text
