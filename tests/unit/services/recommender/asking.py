"""The service over a shop of `ROWS`, and what it answers."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx

from contracts.recommender import RankedProducts, RecommendationAnswer
from tests.unit.services.recommender.shop import garment, request, row, serving

Use = Callable[[httpx.AsyncClient], Awaitable[Any]]
ROWS = [row(number) for number in range(200)]


def run(shop: Path, use: Use, **settings: Any) -> Any:
    async def opened() -> Any:
        async with serving(shop / "catalog", images_dir=shop / "images", **settings) as client:
            return await use(client)

    return asyncio.run(opened())


async def ask(client: httpx.AsyncClient, **changes: Any) -> RankedProducts:
    """The products of one garment."""
    garments = changes.pop("garments", [garment()])
    answer = await client.post("/v1/recommendations", json=request(*garments, **changes))
    assert answer.status_code == 200, answer.text
    return RecommendationAnswer.model_validate_json(answer.content).results[0]


async def problem(client: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    """What is told to who asks for something that cannot be."""
    answer = await client.post("/v1/recommendations", json=request(**changes))
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == answer.status_code
    return body
