"""Products for garments, for an id, and for what looks like it: the catalog behind its cache."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import anyio.to_thread

from contracts.recommender import (
    Facets,
    GarmentQuery,
    Product,
    ProductDetail,
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
from services.recommender.popularity import Popularity, nobody_counted, times_chosen
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.look import look_from_query
from services.recommender.ranking.pages import Page, Pick, make_page
from services.recommender.ranking.wanted import wanted_from
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights
from services.recommender.similar import similar_page, unknown


class Recommender:
    """Answers requests from the catalog that is served now."""

    def __init__(
        self,
        reader: CatalogReader,
        cache: Cache,
        weights: RankingWeights = DEFAULT_WEIGHTS,
        popularity: Popularity = nobody_counted,
    ) -> None:
        self._reader = reader
        self._cache = cache
        self._weights = weights
        self._popularity = popularity

    async def recommend(self, request: RecommendationRequest) -> RecommendationAnswer:
        """Products for each garment.

        Raises:
            CatalogMissing: there is no catalog.
            BadCursor: the cursor is not one of this question.
            CursorExpired: its version of the catalog is closed.
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
            catalog, offset = self._reader.at(cursor.catalog), cursor.offset

        keys = [f"{catalog.key}:page:{digest}:{offset}:{request.limit}" for digest in digests]
        makes = {
            key: partial(self._garment_page, catalog, garment, field, request, offset)
            for key, (field, garment) in zip(keys, _named(request.garments), strict=True)
        }
        completes = [f"{catalog.key}:completes:{digest}:{request.completes}" for digest in digests]
        if request.completes:
            makes |= {
                key: partial(completing_page, catalog, garment, field, request, self._weights)
                for key, (field, garment) in zip(completes, _named(request.garments), strict=True)
            }
        pages, facets = await asyncio.gather(
            self._cache.get_or_make_each(Page, makes), self._facets(catalog, request)
        )
        shown = dict.fromkeys(pick.id for page in pages.values() for pick in page.picks)
        products = await self._products(catalog, list(shown))
        results = [
            RankedProducts(
                products=_recommendations(pages[key].picks, products),
                cursor=_next(catalog, digest, offset, pages[key]),
                completes=_recommendations(pages[with_it].picks, products) if request.completes else [],
                facets=of_it,
            )
            for key, with_it, digest, of_it in zip(keys, completes, digests, facets, strict=True)
        ]
        return RecommendationAnswer(
            results=results, catalog_version=catalog.version, degraded=self._cache.degraded
        )

    async def product(self, product_id: str) -> ProductDetail:
        """The product of that id, with its variants.

        Raises:
            CatalogMissing: there is no catalog.
            NotFound: there is no such product.
        """
        catalog = self._reader.current

        async def make() -> ProductDetail:
            found = await catalog.products([product_id])
            if product_id not in found:
                raise unknown(product_id)
            return await catalog.detail(found[product_id])

        return await self._cache.get_or_make(f"{catalog.key}:detail:{product_id}", ProductDetail, make)

    async def similar(self, product_id: str, limit: int) -> SimilarAnswer:
        """Products in stock that look like that one, of its category and department; not its own variants.

        Raises:
            CatalogMissing: there is no catalog.
            NotFound: there is no such product.
        """
        catalog = self._reader.current
        key = f"{catalog.key}:similar:{digest_of(self._weights)}:{limit}:{product_id}"
        make = partial(similar_page, catalog, product_id, limit, self._weights)
        page = await self._cache.get_or_make(key, Page, make)
        products = await self._products(catalog, [pick.id for pick in page.picks])
        return SimilarAnswer(products=_recommendations(page.picks, products))

    async def _garment_page(
        self, catalog: Catalog, garment: GarmentQuery, field: str, request: RecommendationRequest, offset: int
    ) -> Page:
        look = look_from_query(garment, field)
        wanted = wanted_from(request.filters, request.gender, tuple(look.categories))
        look = look.corrected(request.filters.category, request.filters.colour)
        candidates = await catalog.candidates(look, wanted, request.gender, self._weights, request.filters)
        shown = (request.gender, request.filters, offset, request.limit, self._weights)
        counts = await self._counts(catalog, garment, request, candidates)
        return await anyio.to_thread.run_sync(partial(make_page, look, candidates, *shown, counts))

    async def _counts(
        self, catalog: Catalog, garment: GarmentQuery, request: RecommendationRequest, candidates: Candidates
    ) -> Mapping[str, int]:
        if not self._weights.popularity:
            return {}
        question = f"{catalog.key}:chosen:{digest_of(garment, request.gender, request.filters)}"
        return await times_chosen(candidates, self._popularity, self._cache, question)

    async def _facets(self, catalog: Catalog, request: RecommendationRequest) -> Sequence[Facets | None]:
        """Of each garment; all of one category under the same filters have the same."""
        if not request.facets:
            return [None] * len(request.garments)
        asked = [
            wanted_from(request.filters, request.gender, tuple(look_from_query(garment, field).categories))
            for field, garment in _named(request.garments)
        ]
        keys = [f"{catalog.key}:facets:{wanted.digest}" for wanted in asked]
        makes = {key: partial(catalog.facets, wanted) for key, wanted in zip(keys, asked, strict=True)}
        made = await self._cache.get_or_make_each(Facets, makes)
        return [made[key] for key in keys]

    async def _products(self, catalog: Catalog, ids: Sequence[str]) -> Mapping[str, Product]:
        prefix = f"{catalog.key}:product:"

        async def load(keys: Sequence[str]) -> dict[str, Product]:
            found = await catalog.products([key.removeprefix(prefix) for key in keys])
            return {prefix + product_id: product for product_id, product in found.items()}

        kept = await self._cache.get_or_load(Product, [prefix + product_id for product_id in ids], load)
        return {key.removeprefix(prefix): product for key, product in kept.items()}


def _named(garments: Sequence[GarmentQuery]) -> Iterator[tuple[str, GarmentQuery]]:
    """The garments of a request, each with the name of its field, for errors."""
    return ((f"garments.{index}", garment) for index, garment in enumerate(garments))


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
