from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.clothes import CATEGORIES
from contracts.palette import PALETTE
from contracts.recommender import CategoriesAnswer
from tests.unit.services.recommender.asking import problem, run
from tests.unit.services.recommender.shop import garment


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"filters": {"price_min": 9, "price_max": 1}}, "price_min: "),
        ({"filters": {"colour": "ultraviolet"}}, "colour: "),
        ({"cursor": "made-up"}, "cursor: "),
        ({"limit": 0}, "limit: "),
        ({"limit": 49}, "limit: "),
        ({"garments": []}, "garments: "),
        ({"garments": [garment(embedding="AAAA")]}, "garments.0.embedding: "),
        ({"garments": [garment(), garment()], "cursor": "x"}, "cursor: is of one garment, the request has 2"),
    ],
)
def test_a_bad_field_is_named(shop: Path, changes: dict[str, Any], detail: str) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        body = await problem(client, **changes)
        assert body["status"] == 422
        assert body["detail"].startswith(detail)

    run(shop, use)


def test_what_can_be_asked_for(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        answer = CategoriesAnswer.model_validate_json((await client.get("/v1/categories")).content)
        assert answer.slots == {slot: list(labels) for slot, labels in CATEGORIES.items()}
        assert answer.departments == ["male", "female", "all"]
        assert answer.colours == dict(PALETTE)

    run(shop, use)


def test_pictures_are_kept_for_ever_and_nothing_else_is_served(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        picture = await client.get("/v1/images/3.png")
        assert picture.content == (shop / "images" / "3.png").read_bytes()
        assert picture.headers["content-type"] == "image/png"
        assert "immutable" in picture.headers["cache-control"]
        for path in ("none.png", "..%2Ffeed.tsv", "%2e%2e", ".", "3.png%00", "..%5Cfeed.tsv"):
            answer = await client.get(f"/v1/images/{path}")
            assert answer.status_code == 404, path
            assert "tee" not in answer.text.lower()

    run(shop, use)


def test_without_a_catalog_it_is_alive_and_not_ready(tmp_path: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        assert (await client.get("/healthz")).status_code == 200
        for answer in (await client.get("/readyz"), await client.get("/v1/products/p1")):
            assert answer.status_code == 503
            assert "retry-after" in answer.headers
            assert "vitrine catalog import" in answer.json()["detail"]
        assert (await problem(client))["status"] == 503

    run(tmp_path, use)
