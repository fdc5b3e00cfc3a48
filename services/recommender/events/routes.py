"""`POST /v1/events` of the recommender."""

from fastapi import FastAPI

from contracts.events import EventsAnswer, EventsRequest
from contracts.recommender import RecommendationAnswer
from services.recommender.events.events import Events
from serving.http.app import problem_responses


def named_products(answer: RecommendationAnswer) -> list[str]:
    """Ids of every product in an answer, with those that go with a garment."""
    return [product.id for result in answer.results for product in (*result.products, *result.completes)]


def add_events_route(app: FastAPI, events: Events) -> None:
    """Take events of the answers that `events` was told of."""

    @app.post("/v1/events", responses=problem_responses(422, 503))
    async def receive(request: EventsRequest) -> EventsAnswer:
        """Store what a shopper did: all of it, or nothing where one event is refused."""
        return await events.receive(request.events)
