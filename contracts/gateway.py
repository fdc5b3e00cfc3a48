"""The public API: what a web or mobile front end sends and gets."""

from typing import Literal

from pydantic import ConfigDict, Field

from contracts.clothes import Category, CategoryScore, Colour, Slot
from contracts.gender import Department
from contracts.geometry import Body, Box, Fraction
from contracts.pose import Keypoint, Regions
from contracts.recommender import MAX_LIMIT, Facets, GenderHint, Recommendation


class PhotoSize(Body):
    """Pixels of the upright photo as it was uploaded."""

    width: int
    height: int


class Garment(Body):
    """One slot that is worn, and the shop's answer to it."""

    slot: Slot
    box: Box
    worn: Fraction
    category: CategoryScore
    categories: list[CategoryScore]
    colours: list[Colour]
    query: str = Field(description="opaque and signed; sent back to /v1/search to ask without the photo")
    recommendations: list[Recommendation]
    completes: list[Recommendation] = Field(description="of another slot, that go with it")


class PersonAnswer(Body):
    """One person of the photo, garments most sure first."""

    score: Fraction
    keypoints: list[Keypoint]
    regions: Regions
    gender: GenderHint
    garments: list[Garment]


class RecommendationsResponse(Body):
    """Everything that was read from the photo and everything that matches."""

    request_id: str
    photo: PhotoSize
    subject: Literal["person", "garment"]
    people: list[PersonAnswer]
    degraded: list[str] = Field(examples=[[]], description="parts that did not answer in time")
    models: dict[str, str] = Field(examples=[{"pose": "pose@1", "gender": "gender@1"}])
    timings_ms: dict[str, float] = Field(examples=[{"decode": 4.1, "pose": 17.0, "total": 66.0}])


class SearchRequest(Body):
    """Ask again for one garment, with what the shopper corrected."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"query": "the `query` of a garment in an answer", "colour": "navy"}]}
    )

    query: str = Field(min_length=1, max_length=8192)
    category: Category | None = None
    gender: Department | None = None
    colour: str | None = Field(default=None, max_length=32)
    price_min: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    price_max: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    in_stock: bool = True
    brand: str | None = Field(default=None, max_length=70)
    size: str | None = Field(default=None, max_length=100)
    limit: int = Field(default=8, ge=1, le=MAX_LIMIT)
    cursor: str | None = Field(
        default=None, max_length=256, description="of the page before, for the next one"
    )


class SearchResponse(Body):
    """The products for the corrected garment; `cursor` is null on the last page."""

    request_id: str
    recommendations: list[Recommendation]
    cursor: str | None
    completes: list[Recommendation] = Field(description="of another slot, that go with it")
    facets: Facets | None = Field(description="null where the recommender did not count")
    degraded: list[str] = Field(examples=[[]], description="parts that did not answer in time")
    timings_ms: dict[str, float]
