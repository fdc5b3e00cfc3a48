import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.clothes import CATEGORIES
from contracts.palette import PALETTE
from contracts.recommender import (
    CategoriesAnswer,
    ProductDetail,
    RankedProducts,
    RecommendationAnswer,
    SimilarAnswer,
)
from tests.unit.services.recommender.shop import (
    eventually,
    garment,
    import_rows,
    request,
    row,
    serving,
)

Use = Callable[[httpx.AsyncClient], Awaitable[Any]]
ROWS = [row(number) for number in range(200)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    import_rows(folder, ROWS)
    return folder


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
    answer = await client.post("/v1/recommendations", json=request(**changes))
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == answer.status_code
    return body


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


def test_a_product_and_what_looks_like_it(shop: Path) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        product = ProductDetail.model_validate_json((await client.get("/v1/products/p8")).content)
        assert (product.id, product.category, product.price.amount + " EUR") == (
            "p8",
            "Jumpsuit",
            ROWS[8]["price"],
        )
        answer = await client.get("/v1/products/p8/similar", params={"limit": 3})
        similar = SimilarAnswer.model_validate_json(answer.content).products
        assert len(similar) == 3
        assert {one.category for one in similar} == {"Jumpsuit"}
        assert not {"p8", "p18"} & {one.id for one in similar}, "itself, or its style in another colour"
        again = await client.get("/v1/products/p8/similar", params={"limit": 3})
        assert again.content == answer.content

    run(shop, use)


def test_a_product_with_its_variants(tmp_path: Path) -> None:
    item = {"item_group_id": "g", "pattern": "plain", "gender": "unisex", "product_type": "Clothing > Tees"}
    variants = (
        ("a", "red", "xl", "in_stock"),
        ("b", "red", "S", "out_of_stock"),
        ("c", "navy", "M", "in_stock"),
        ("d", "red", "M", "preorder"),
    )
    import_rows(
        tmp_path,
        [
            row(place, **item, title="Tee", id=name, color=colour, size=size, availability=availability)
            for place, (name, colour, size, availability) in enumerate(variants)
        ]
        + [row(30)],
    )

    async def use(client: httpx.AsyncClient) -> None:
        answer = await client.get("/v1/products/c")
        product = ProductDetail.model_validate_json(answer.content)
        assert product.colours == ["navy", "red"], "its own first"
        assert product.sizes == ["M", "xl"], "what can be had, in the order of sizes"
        assert [one.id for one in product.variants] == ["c", "b", "d", "a"]
        assert [one.size for one in product.variants] == ["M", "S", "M", "xl"]
        assert [one.availability for one in product.variants][1] == "out_of_stock"
        assert product.variants[0].price == product.price
        page = await ask(client, filters={"category": "Tee", "in_stock": False})
        assert [one.id for one in page.products if one.id in "abcd"] == ["a"], "red, and in stock"
        page = await ask(client, filters={"category": "Tee", "colour": "navy"})
        assert [(one.id, one.colours) for one in page.products] == [("c", ["navy", "red"])]

    run(tmp_path, use)


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


@pytest.mark.parametrize("snapshot_rows", [0, 10_000])
def test_a_product_that_is_not_there(shop: Path, snapshot_rows: int) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        for path in ("/v1/products/none", "/v1/products/it's", "/v1/products/none/similar"):
            answer = await client.get(path)
            assert answer.status_code == 404
            assert answer.json()["detail"].startswith("product: there is no ")

    run(shop, use, snapshot_rows=snapshot_rows)


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
