"""`POST /v1/search`: the same garment again, with what the shopper corrected."""

from fastapi import APIRouter

from contracts.gateway import SearchRequest, SearchResponse
from contracts.recommender import RecommendationRequest
from gateway.pipeline import COMPLETING, recommend
from gateway.routes.recommendations import gender_by_shopper, make_filters
from gateway.stages import Stages
from gateway.state import GatewayState
from serving.http.app import problem_responses
from serving.http.request_id import current_request_id

router = APIRouter(tags=["shop"])


@router.post("/v1/search", responses=problem_responses(410, 413, 422, 503, 504))
async def search(gateway: GatewayState, wanted: SearchRequest) -> SearchResponse:
    """Rank again for one garment of an earlier answer, without the photo.

    A `cursor` leads through one version of the catalog: the one that was served with the first page, also
    after a newer one came. 410: it is closed; ask without the cursor.
    """
    stages = Stages()
    query = gateway.tokens.read(wanted.query)
    filters = make_filters(
        wanted.price_min,
        wanted.price_max,
        wanted.in_stock,
        category=wanted.category,
        colour=wanted.colour,
        brand=wanted.brand,
        size=wanted.size,
    )
    request = RecommendationRequest(
        garments=[query.garment],
        gender=gender_by_shopper(wanted.gender) or query.gender,
        filters=filters,
        limit=wanted.limit,
        cursor=wanted.cursor,
        completes=COMPLETING,
        facets=True,
    )
    with stages.time("recommend"):
        answer = await recommend(gateway.services.recommender, request)
    stages.lacks_what_lacked(answer.degraded)
    ranked = answer.results[0]
    return SearchResponse(
        request_id=current_request_id(),
        recommendations=ranked.products,
        cursor=ranked.cursor,
        completes=ranked.completes,
        facets=ranked.facets,
        degraded=stages.degraded,
        timings_ms=stages.milliseconds,
    )
