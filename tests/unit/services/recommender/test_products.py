from pathlib import Path

import httpx
import pytest

from contracts.recommender import ProductDetail, SimilarAnswer
from tests.unit.services.recommender.asking import ROWS, ask, run
from tests.unit.services.recommender.shop import import_rows, row


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
def test_a_product_that_is_not_there(shop: Path, snapshot_rows: int) -> None:
    async def use(client: httpx.AsyncClient) -> None:
        for path in ("/v1/products/none", "/v1/products/it's", "/v1/products/none/similar"):
            answer = await client.get(path)
            assert answer.status_code == 404
            assert answer.json()["detail"].startswith("product: there is no ")

    run(shop, use, snapshot_rows=snapshot_rows)
