"""Products for garments, for an id, and for what looks like it: the catalog behind its cache."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import anyio.to_thread

from contracts.recommender import (
    Filters,
    GarmentQuery,
    GenderHint,
    Product,
    RankedProducts,
    Recommendation,
    RecommendationAnswer,
    RecommendationRequest,
    SimilarAnswer,
)
from services.recommender.cache import Cache
from services.recommender.catalog.catalog import Catalog
from services.recommender.catalog.reader import CatalogReader
from services.recommender.completing import completing_page
from services.recommender.cursor import Cursor, decode_cursor, digest_of, encode_cursor, query_digest
from services.recommender.errors import BadCursor
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.look import Look, look_from_query, look_of_product
from services.recommender.ranking.pages import Page, Pick, make_page
from services.recommender.ranking.wanted import wanted_from
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights
from serving.errors import NotFound


class Recommender:
    """Answers requests from the catalog that is served now."""

    def __init__(
        self, reader: CatalogReader, cache: Cache, weights: RankingWeights = DEFAULT_WEIGHTS
    ) -> None:
        self._reader = reader
        self._cache = cache
        self._weights = weights

    async def recommend(self, request: RecommendationRequest) -> RecommendationAnswer:
        """Products for each garment.

        Raises:
            CatalogMissing: there is no catalog.
            BadCursor: the page cannot be continued.
            BadQuery: an embedding or a filter that cannot be searched for.
        """
        digests = [
            query_digest(garment, request.gender, request.filters, self._weights)
            for garment in request.garments
        ]
        catalog, offset = self._reader.current, 0
        if request.cursor is not None:
            if len(digests) != 1:
                raise BadCursor(f"cursor: is of one garment, the request has {len(digests)}")
            cursor = decode_cursor(request.cursor, digests[0])
            catalog, offset = await self._reader.at(cursor.catalog), cursor.offset

        keys = [f"{catalog.key}:page:{digest}:{offset}:{request.limit}" for digest in digests]
        makes = {
            key: partial(self._garment_page, catalog, garment, f"garments.{index}", request, offset)
            for index, (key, garment) in enumerate(zip(keys, request.garments, strict=True))
        }
        completes = [f"{catalog.key}:completes:{digest}:{request.completes}" for digest in digests]
        if request.completes:
            makes |= {
                key: partial(completing_page, catalog, garment, f"garments.{index}", request, self._weights)
                for index, (key, garment) in enumerate(zip(completes, request.garments, strict=True))
            }
        pages = await self._cache.get_or_make_each(Page, makes)
        shown = dict.fromkeys(pick.id for page in pages.values() for pick in page.picks)
        products = await self._products(catalog, list(shown))
        results = [
            RankedProducts(
                products=_recommendations(pages[key].picks, products),
                cursor=_next(catalog, digest, offset, pages[key]),
                completes=_recommendations(pages[with_it].picks, products) if request.completes else [],
            )
            for key, with_it, digest in zip(keys, completes, digests, strict=True)
        ]
        return RecommendationAnswer(
            results=results, catalog_version=catalog.version, degraded=self._cache.degraded
        )

    async def product(self, product_id: str) -> Product:
        """The product of that id.

        Raises:
            CatalogMissing: there is no catalog.
            NotFound: there is no such product.
        """
        products = await self._products(self._reader.current, [product_id])
        if product_id not in products:
            raise _unknown(product_id)
        return products[product_id]

    async def similar(self, product_id: str, limit: int) -> SimilarAnswer:
        """Products in stock that look like that one, of its category and department; not its own variants.

        Raises:
            CatalogMissing: there is no catalog.
            NotFound: there is no such product.
        """
        catalog = self._reader.current
        key = f"{catalog.key}:similar:{digest_of(self._weights)}:{limit}:{product_id}"
        page = await self._cache.get_or_make(
            key, Page, partial(self._similar_page, catalog, product_id, limit)
        )
        products = await self._products(catalog, [pick.id for pick in page.picks])
        return SimilarAnswer(products=_recommendations(page.picks, products))

    async def _garment_page(
        self, catalog: Catalog, garment: GarmentQuery, field: str, request: RecommendationRequest, offset: int
    ) -> Page:
        look = look_from_query(garment, field)
        wanted = wanted_from(request.filters, request.gender, tuple(look.categories))
        look = look.corrected(request.filters.category, request.filters.colour)
        candidates = await catalog.candidates(look, wanted)
        return await _in_thread(
            make_page, look, candidates, request.gender, request.filters, offset, request.limit, self._weights
        )

    async def _similar_page(self, catalog: Catalog, product_id: str, limit: int) -> Page:
        product = await catalog.candidate(product_id)
        if not len(product):
            raise _unknown(product_id)
        look = look_of_product(product)
        gender = _department_of(product)
        wanted = wanted_from(Filters(), gender, tuple(look.categories))
        candidates = await catalog.candidates(look, wanted)
        others = candidates.take(candidates.group != product.group[0])
        return await _in_thread(make_page, look, others, gender, Filters(), 0, limit, self._weights)

    async def _products(self, catalog: Catalog, ids: Sequence[str]) -> Mapping[str, Product]:
        prefix = f"{catalog.key}:product:"

        async def load(keys: Sequence[str]) -> dict[str, Product]:
            found = await catalog.products([key.removeprefix(prefix) for key in keys])
            return {prefix + product_id: product for product_id, product in found.items()}

        kept = await self._cache.get_or_load(Product, [prefix + product_id for product_id in ids], load)
        return {key.removeprefix(prefix): product for key, product in kept.items()}


def _recommendations(picks: Sequence[Pick], products: Mapping[str, Product]) -> list[Recommendation]:
    return [
        Recommendation.model_construct(**dict(products[pick.id]), score=pick.score, reasons=pick.reasons)
        for pick in picks
        if pick.id in products
    ]


def _next(catalog: Catalog, digest: str, offset: int, page: Page) -> str | None:
    if not page.more:
        return None
    return encode_cursor(Cursor(catalog.key, digest, offset + len(page.picks)))


def _department_of(product: Candidates) -> GenderHint:
    label = str(product.gender[0])
    if label in ("male", "female"):
        return GenderHint.model_validate({"label": label, "confidence": 1.0, "source": "shopper"})
    return GenderHint(label="all", confidence=0.0, source="none")


def _unknown(product_id: str) -> NotFound:
    return NotFound(f"product: there is no {product_id[:50]!r} in the catalog")


async def _in_thread(work: Callable[..., Page], *arguments: Look | object) -> Page:
    return await anyio.to_thread.run_sync(partial(work, *arguments))
