"""What completes the look of a garment that is asked about: from the catalog to a page of picks."""

from functools import partial

import anyio.to_thread

from contracts.recommender import Filters, GarmentQuery, RecommendationRequest
from services.recommender.catalog.catalog import Catalog
from services.recommender.ranking.look import look_from_query
from services.recommender.ranking.outfit import complete, completing_look
from services.recommender.ranking.outfit_parts import completing_categories
from services.recommender.ranking.pages import Page
from services.recommender.ranking.wanted import wanted_from
from services.recommender.ranking.weights import RankingWeights


async def completing_page(
    catalog: Catalog,
    garment: GarmentQuery,
    field: str,
    request: RecommendationRequest,
    weights: RankingWeights,
) -> Page:
    """At most `request.completes` products of another slot that go with the garment.

    Of the filters, prices and availability hold for every product that is shown, and so does the department.
    Category, colour, brand and size are of the garment that is asked for: its category and colour decide what
    goes with it.

    Raises:
        CatalogMissing: the catalog cannot be read.
        BadQuery: an embedding or a filter that cannot be searched for.
    """
    asked = request.filters
    look = look_from_query(garment, field).corrected(asked.category, asked.colour)
    categories = completing_categories(look)
    if not categories:
        return Page(picks=[], more=False)
    filters = Filters(price_min=asked.price_min, price_max=asked.price_max, in_stock=asked.in_stock)
    wanted = wanted_from(filters, request.gender, categories)
    candidates = await catalog.candidates(completing_look(look), wanted)
    choose = partial(complete, look, candidates, request.gender, filters, request.completes, weights)
    return Page(picks=await anyio.to_thread.run_sync(choose), more=False)
