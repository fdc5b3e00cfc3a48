"""The recommender's HTTP face: `uvicorn --factory services.recommender.app:make_app`, port 8004."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Annotated, get_args

from fastapi import FastAPI, Path, Query
from fastapi.responses import FileResponse

from contracts.clothes import CATEGORIES
from contracts.gender import Department
from contracts.palette import PALETTE
from contracts.recommender import (
    MAX_LIMIT,
    CategoriesAnswer,
    ProductDetail,
    RecommendationAnswer,
    RecommendationRequest,
    SimilarAnswer,
)
from services.recommender.cache import Cache
from services.recommender.catalog.reader import CatalogReader
from services.recommender.events.events import Events
from services.recommender.events.routes import add_events_route, named_products
from services.recommender.recommend import Recommender
from services.recommender.settings import RecommenderSettings
from serving.errors import NotFound
from serving.http.app import make_app as make_http_app
from serving.http.app import problem_responses
from serving.http.request_id import current_request_id

IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
"""A changed picture has a new name, so browsers and caches need never ask again."""

ProductId = Annotated[str, Path(min_length=1, max_length=50)]
PictureName = Annotated[str, Path(max_length=100, examples=["blazer-0007.webp"])]


def make_app(settings: RecommenderSettings | None = None) -> FastAPI:
    """The app, over the catalog that the settings (by default the environment) name."""
    settings = settings or RecommenderSettings()
    reader = CatalogReader(settings)
    cache = Cache(settings)
    events = Events(settings)
    recommender = Recommender(reader, cache, settings.ranking_weights, events.popularity)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await reader.refresh()
        watch = asyncio.create_task(reader.watch())
        try:
            async with events.running():
                yield
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
            await cache.close()

    app = make_http_app("recommender", lifespan=lifespan, ready=reader.missing, settings=settings)

    @app.post("/v1/recommendations", responses=problem_responses(410))
    async def recommend(request: RecommendationRequest) -> RecommendationAnswer:
        """Products for each garment, best first."""
        answer = await recommender.recommend(request)
        events.note(current_request_id(), named_products(answer))
        return answer

    @app.get("/v1/products/{id}", responses=problem_responses(404))
    async def product(id: ProductId) -> ProductDetail:  # noqa: A002  # the name in the address
        """One product, with its variants."""
        return await recommender.product(id)

    @app.get("/v1/products/{id}/similar", responses=problem_responses(404))
    async def similar(
        id: ProductId,  # noqa: A002  # the name in the address
        limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 8,
    ) -> SimilarAnswer:
        """Products in stock that look like one product."""
        answer = await recommender.similar(id, limit)
        events.note(current_request_id(), [product.id for product in answer.products])
        return answer

    add_events_route(app, events)

    @app.get("/v1/categories")
    async def categories() -> CategoriesAnswer:
        """What can be asked for."""
        return CategoriesAnswer(
            slots={slot: list(labels) for slot, labels in CATEGORIES.items()},
            departments=list(get_args(Department)),
            colours=dict(PALETTE),
        )

    @app.get("/v1/images/{name}", response_class=FileResponse, responses=problem_responses(404))
    async def picture(name: PictureName) -> FileResponse:
        """A picture of the demo shop."""
        path = settings.images_dir / name
        # a name that is only a name cannot lead out of the folder
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) or not path.is_file():
            raise NotFound(f"picture: there is no {name!r}")
        return FileResponse(path, headers=IMMUTABLE)

    return app
