"""The catalog as a front end sees it: passed on from the recommender."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from contracts.recommender import MAX_LIMIT, CategoriesAnswer, ProductDetail, SimilarAnswer
from gateway.state import GatewayState
from serving.http.app import problem_responses

router = APIRouter(tags=["shop"])

PROBLEMS = problem_responses(404, 422, 503, 504)
PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/webp": {}}, "description": "The picture"}
}

ProductId = Annotated[str, Path(pattern=r"^[^/\x00-\x1f\x7f]{1,50}$", examples=["blazer-0001"])]
"""As in the Google Merchant product data specification, at most 50 characters."""
ImageName = Annotated[str, Path(pattern=r"^[A-Za-z0-9._-]{1,80}$", examples=["blazer-0001.webp"])]


@router.get("/v1/products/{product_id}", responses=PROBLEMS)
async def product(gateway: GatewayState, product_id: ProductId) -> ProductDetail:
    """One product, with its variants."""
    return await gateway.services.recommender.call(ProductDetail, "GET", _path(product_id))


@router.get("/v1/products/{product_id}/similar", responses=PROBLEMS)
async def similar_products(
    gateway: GatewayState, product_id: ProductId, limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 8
) -> SimilarAnswer:
    """Products that look like this one."""
    path = f"{_path(product_id)}/similar"
    return await gateway.services.recommender.call(SimilarAnswer, "GET", path, params={"limit": limit})


def _path(product_id: str) -> str:
    return f"/v1/products/{quote(product_id, safe='')}"


@router.get("/v1/categories", responses=problem_responses(503, 504))
async def categories(gateway: GatewayState) -> CategoriesAnswer:
    """What a guess can be corrected to."""
    return await gateway.services.recommender.call(CategoriesAnswer, "GET", "/v1/categories")


@router.get("/shop/images/{name}", response_class=Response, responses={**PROBLEMS, **PICTURE})
async def product_image(gateway: GatewayState, name: ImageName) -> Response:
    """A picture of the demo shop."""
    image = await gateway.services.recommender.fetch("GET", f"/v1/images/{name}")
    passed_on = {
        header: image.headers[header] for header in ("cache-control", "etag") if header in image.headers
    }
    return Response(image.content, media_type=image.headers["content-type"], headers=passed_on)
