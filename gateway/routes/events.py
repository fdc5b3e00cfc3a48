"""`POST /v1/events`: what a shopper did with the products of an answer."""

from fastapi import APIRouter

from contracts.events import EventsAnswer, EventsRequest
from gateway.state import GatewayState
from serving.http.app import problem_responses

router = APIRouter(tags=["shop"])


@router.post("/v1/events", responses=problem_responses(413, 422, 503, 504))
async def receive_events(gateway: GatewayState, request: EventsRequest) -> EventsAnswer:
    """Count products of an earlier answer as seen, opened or bought.

    `request_id` is that of the answer, `list` which of its lists was shown (the `recommendations` of a photo
    or of a `search`, `completes`, `similar`), `position` the product's place in that. The same type, request
    and product again is the same event and is counted once. An event of a request that was not answered in
    the last hours, or of a product that its answer did not name, is refused, and all others of its body too.
    """
    return await gateway.services.recommender.call(
        EventsAnswer,
        "POST",
        "/v1/events",
        content=request.model_dump_json(exclude_unset=True),
        headers={"Content-Type": "application/json"},
    )
