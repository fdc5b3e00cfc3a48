"""`POST /v1/search`: the same garment again, with what the shopper corrected."""

from fastapi import APIRouter

from contracts.gateway import SearchRequest, SearchResponse
from contracts.recommender import RecommendationRequest
from gateway.pipeline import recommend
from gateway.routes.recommendations import gender_by_shopper, make_filters
from gateway.stages import Stages
from gateway.state import GatewayState
from serving.http.app import problem_responses
from serving.http.request_id import current_request_id

router = APIRouter(tags=["shop"])


@router.post("/v1/search", responses=problem_responses(413, 422, 503, 504))
async def search(gateway: GatewayState, wanted: SearchRequest) -> SearchResponse:
    """Rank again for one garment of an earlier answer, without the photo."""
    stages = Stages()
    query = gateway.tokens.read(wanted.query)
    filters = make_filters(
        wanted.price_min, wanted.price_max, wanted.in_stock, category=wanted.category, colour=wanted.colour
    )
    request = RecommendationRequest(
        garments=[query.garment],
        gender=gender_by_shopper(wanted.gender) or query.gender,
        filters=filters,
        limit=wanted.limit,
        cursor=wanted.cursor,
    )
    with stages.time("recommend"):
        answer = await recommend(gateway.services.recommender, request)
    ranked = answer.results[0]
    return SearchResponse(
        request_id=current_request_id(),
        recommendations=ranked.products,
        cursor=ranked.cursor,
        timings_ms=stages.milliseconds,
    )
