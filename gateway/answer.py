"""What was read -> the public JSON: pure functions."""

from contracts.gateway import Garment, PersonAnswer, PhotoSize, RecommendationsResponse
from contracts.geometry import WHOLE_FRAME
from gateway.pipeline import ReadGarment, ReadPerson
from gateway.query_token import Query, QueryTokens
from gateway.reading import WHOLE_PHOTO, garment_boxes


def _describe_person(read: ReadPerson, tokens: QueryTokens) -> PersonAnswer:
    """One person, with the garments in the order in which they were chosen."""
    return PersonAnswer(
        score=read.person.score,
        keypoints=read.person.keypoints,
        regions=read.person.regions,
        gender=read.gender,
        garments=[_describe_garment(garment, read, tokens) for garment in read.garments],
    )


def describe_photo(
    people: list[ReadPerson],
    tokens: QueryTokens,
    *,
    request_id: str,
    size: PhotoSize,
    degraded: list[str],
    models: dict[str, str],
    timings_ms: dict[str, float],
) -> RecommendationsResponse:
    """The answer to an upload."""
    return RecommendationsResponse(
        request_id=request_id,
        photo=size,
        subject="garment" if people[0].person is WHOLE_PHOTO else "person",
        people=[_describe_person(read, tokens) for read in people],
        degraded=degraded,
        models=models,
        timings_ms=timings_ms,
    )


def _describe_garment(garment: ReadGarment, read: ReadPerson, tokens: QueryTokens) -> Garment:
    reading = garment.reading
    return Garment(
        slot=reading.slot,
        box=garment_boxes(read.person).get(reading.slot, WHOLE_FRAME),
        worn=reading.worn,
        category=reading.categories[0],
        categories=reading.categories,
        colours=reading.colours,
        query=tokens.sign(Query(garment=garment.query, gender=read.gender)),
        recommendations=garment.products.products,
        completes=garment.products.completes,
    )
