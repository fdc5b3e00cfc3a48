"""`POST /v1/recommendations`: a photo in, matching clothes out."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, UploadFile
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from contracts.gateway import RecommendationsResponse
from contracts.gender import Department
from contracts.recommender import MAX_LIMIT, Filters, GenderHint
from gateway.answer import describe_photo
from gateway.pipeline import Pipeline, Wish
from gateway.stages import Stages
from gateway.state import GatewayState
from serving.errors import Unprocessable
from serving.http.app import problem_responses
from serving.http.request_id import current_request_id

router = APIRouter(tags=["shop"])


def _file(given: object) -> object:
    if isinstance(given, str):
        raise PydanticCustomError("not_a_file", "a file is needed, as curl -F photo=@me.jpg sends it")
    return given


PriceLimit = Annotated[float | None, Form(ge=0, allow_inf_nan=False)]


@router.post("/v1/recommendations", responses=problem_responses(400, 413, 415, 422, 500, 503, 504))
async def recommend_for_photo(
    gateway: GatewayState,
    photo: Annotated[UploadFile, BeforeValidator(_file), Field(description="JPEG, PNG or WebP")],
    gender: Annotated[Department | None, Form(description="the shopper's own choice of department")] = None,
    limit: Annotated[int, Form(ge=1, le=MAX_LIMIT, description="products per garment")] = 8,
    price_min: PriceLimit = None,
    price_max: PriceLimit = None,
    in_stock: Annotated[bool, Form()] = True,
    people: Annotated[Literal["main", "all"], Form()] = "main",
) -> RecommendationsResponse:
    """Find the person, read what they wear, and recommend products of the shop like it.

    Nothing is stored: the photo lives in memory until this answer is sent.
    """
    stages = Stages()
    wish = Wish(
        gender=gender_by_shopper(gender),
        filters=make_filters(price_min, price_max, in_stock),
        limit=limit,
        max_people=1 if people == "main" else gateway.settings.max_people,
    )
    with gateway.admission.place():
        with stages.time("decode"):
            upload = await gateway.decoder.read(photo)
        pipeline = Pipeline(gateway.services, wish, stages, gateway.settings.worn_threshold)
        read = await pipeline.read(upload.pnm)
    return describe_photo(
        read,
        gateway.tokens,
        request_id=current_request_id(),
        size=upload.size,
        degraded=stages.degraded,
        models=pipeline.models,
        timings_ms=stages.milliseconds,
    )


def gender_by_shopper(gender: Department | None) -> GenderHint | None:
    """The shopper's word on the department, which always wins; None where nothing was said."""
    return GenderHint(label=gender, confidence=1.0, source="shopper") if gender else None


def make_filters(
    price_min: float | None, price_max: float | None, in_stock: bool, **corrected: object
) -> Filters:
    """The filters of a request.

    Raises:
        Unprocessable: the price band is empty.
    """
    if price_min is not None and price_max is not None and price_min > price_max:
        raise Unprocessable(f"price_min: {price_min:g} is over price_max: {price_max:g}")
    return Filters.model_validate(
        {"price_min": price_min, "price_max": price_max, "in_stock": in_stock, **corrected}
    )
