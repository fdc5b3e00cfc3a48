import asyncio
import zlib
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from contracts.recommender import RecommendationRequest
from services.recommender.cache import Cache
from services.recommender.catalog.reader import CatalogReader
from services.recommender.events.counts import Counts
from services.recommender.popularity import Popularity
from services.recommender.ranking.weights import RankingWeights
from services.recommender.recommend import Recommender
from services.recommender.settings import RecommenderSettings
from tests.unit.services.recommender.shop import request


def leaf(shop: Path, popularity: Popularity, weight: float, limit: int = 5) -> list[str]:
    """The ids on all pages of one question."""
    settings = RecommenderSettings(catalog_uri=str(shop / "catalog"))

    async def opened() -> list[str]:
        reader, cache = CatalogReader(settings), Cache(settings)
        await reader.refresh()
        recommender = Recommender(reader, cache, RankingWeights(popularity=weight), popularity)
        shown: list[str] = []
        cursor = None
        while True:
            body = RecommendationRequest.model_validate(request(limit=limit, cursor=cursor))
            (page,) = (await recommender.recommend(body)).results
            shown += [product.id for product in page.products]
            cursor = page.cursor
            if cursor is None:
                await cache.close()
                return shown

    return asyncio.run(opened())


async def nobody_asks(_: Sequence[str]) -> Mapping[str, Counts]:
    raise AssertionError("off, and yet asked for")


def test_it_is_off_unless_a_shop_wants_it(shop: Path) -> None:
    assert leaf(shop, nobody_asks, weight=0)


def test_what_is_bought_comes_first_where_a_shop_wants_that(shop: Path) -> None:
    last = leaf(shop, nobody_asks, weight=0)[-1]

    async def popularity(product_ids: Sequence[str]) -> Mapping[str, Counts]:
        assert last in product_ids
        return {last: Counts(views=900, clicks=400, buys=100)}

    assert leaf(shop, popularity, weight=5)[0] == last


def test_pages_stay_apart_while_others_buy(shop: Path) -> None:
    calls = count()

    async def popularity(product_ids: Sequence[str]) -> Mapping[str, Counts]:
        turn = next(calls)
        return {
            product_id: Counts(buys=zlib.crc32(f"{product_id} {turn}".encode()) % 50)
            for product_id in product_ids
        }

    shown = leaf(shop, popularity, weight=5)
    assert len(shown) == len(set(shown))
    assert len(shown) == len(leaf(shop, nobody_asks, weight=0)), "of every item one variant"
