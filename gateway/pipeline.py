"""The way of a photo: pose, then gender and clothes at the same time, then the recommender.

A part that fails or is late degrades the answer and is named in it. Without pose the whole frame is read,
without gender all departments are searched, without clothes there are no garments, without the recommender no
products. Only a full queue is passed on, since a degraded answer would cost as much as a good one.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from contracts.clothes import ClothesResponse, GarmentReading
from contracts.gender import GenderResponse
from contracts.geometry import format_box
from contracts.pose import Person, PoseResponse
from contracts.recommender import (
    Filters,
    GarmentQuery,
    GenderHint,
    RankedProducts,
    RecommendationAnswer,
    RecommendationRequest,
)
from gateway.reading import WHOLE_PHOTO, face_visibility, garment_boxes, worth_showing
from gateway.service_client import ServiceClient, Unavailable
from gateway.stages import Stages
from serving.errors import ServingError
from serving.image import PNM

Answer = TypeVar("Answer", bound=BaseModel)
Part = TypeVar("Part")

COMPLETING = 6
"""Products of another slot that are named for each garment."""

UNKNOWN_GENDER = GenderHint(label="all", confidence=0.0, source="none")


@dataclass(frozen=True)
class Wish:
    """What the caller asked for besides the photo."""

    gender: GenderHint | None
    filters: Filters
    limit: int
    max_people: int


@dataclass(frozen=True)
class ReadGarment:
    """A garment, the query that finds its like, and what was found."""

    reading: GarmentReading
    query: GarmentQuery
    products: RankedProducts


@dataclass(frozen=True)
class ReadPerson:
    """Everything about one person."""

    person: Person
    gender: GenderHint
    garments: list[ReadGarment]


@dataclass(frozen=True)
class Services:
    """The clients of all services; `gender` is None where the shop does not want the guess."""

    pose: ServiceClient
    gender: ServiceClient | None
    clothes: ServiceClient
    recommender: ServiceClient


class Pipeline:
    """Reads one photo. Make one per photo: it records what happened on the way."""

    def __init__(self, services: Services, wish: Wish, stages: Stages, worn_threshold: float) -> None:
        self._services = services
        self._wish = wish
        self._stages = stages
        self._worn_threshold = worn_threshold
        self.models: dict[str, str] = {}

    async def read(self, pnm: bytes) -> list[ReadPerson]:
        """Everyone asked for, the main person first; `WHOLE_PHOTO` alone where nobody was found."""
        people = await self._people(pnm)
        return await _together(*(self._read_person(person, pnm) for person in people))

    async def _people(self, pnm: bytes) -> list[Person]:
        try:
            with self._stages.time("pose"):
                answer = await _post(self._services.pose, PoseResponse, "/v1/pose", pnm, {})
        except Unavailable as error:
            self._stages.lacks("pose", error)
            return [WHOLE_PHOTO]
        self.models["pose"] = answer.model
        return answer.people[: self._wish.max_people] or [WHOLE_PHOTO]

    async def _read_person(self, person: Person, pnm: bytes) -> ReadPerson:
        gender_task = asyncio.ensure_future(self._gender(person, pnm))
        try:
            readings = await self._clothes(person, pnm)
            gender = await gender_task
        finally:
            gender_task.cancel()
        return ReadPerson(person, gender, await self._recommend(gender, readings))

    async def _gender(self, person: Person, pnm: bytes) -> GenderHint:
        if self._wish.gender is not None:
            return self._wish.gender
        head = person.regions.head
        if self._services.gender is None or head is None:
            return UNKNOWN_GENDER
        parameters = {"box": format_box(head.box), "face": f"{face_visibility(person.keypoints):.2f}"}
        try:
            with self._stages.time("gender"):
                answer = await _post(self._services.gender, GenderResponse, "/v1/gender", pnm, parameters)
        except ServingError as error:
            self._stages.lacks("gender", error)
            return UNKNOWN_GENDER
        self.models["gender"] = answer.model
        return GenderHint(label=answer.label, confidence=answer.confidence, source="model")

    async def _clothes(self, person: Person, pnm: bytes) -> list[GarmentReading]:
        boxes = garment_boxes(person)
        if not boxes:
            return []
        parameters = {slot: format_box(box) for slot, box in boxes.items()}
        try:
            with self._stages.time("clothes"):
                answer = await _post(self._services.clothes, ClothesResponse, "/v1/clothes", pnm, parameters)
        except Unavailable as error:
            self._stages.lacks("clothes", error)
            return []
        self.models["clothes"] = answer.model
        return worth_showing(answer.garments, self._worn_threshold)

    async def _recommend(self, gender: GenderHint, readings: list[GarmentReading]) -> list[ReadGarment]:
        queries = [
            GarmentQuery(
                slot=reading.slot,
                categories=reading.categories,
                colours=reading.colours,
                embedding=reading.embedding,
                model=self.models["clothes"],
            )
            for reading in readings
        ]
        results = [RankedProducts(products=[], cursor=None)] * len(queries)
        if queries:
            request = RecommendationRequest(
                garments=queries,
                gender=gender,
                filters=self._wish.filters,
                limit=self._wish.limit,
                completes=COMPLETING,
            )
            try:
                with self._stages.time("recommend"):
                    answer = await recommend(self._services.recommender, request)
                results = answer.results
                self._stages.lacks_what_lacked(answer.degraded)
            except ServingError as error:
                self._stages.lacks("recommender", error)
        return [ReadGarment(*parts) for parts in zip(readings, queries, results, strict=True)]


async def _post(
    client: ServiceClient, answer: type[Answer], path: str, pnm: bytes, parameters: Mapping[Any, str]
) -> Answer:
    return await client.call(
        answer, "POST", path, params=parameters, content=pnm, headers={"Content-Type": PNM}
    )


async def _together(*parts: Coroutine[Any, Any, Part]) -> list[Part]:
    """All results; the first error ends the others and is raised as it is."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


async def recommend(client: ServiceClient, request: RecommendationRequest) -> RecommendationAnswer:
    """Ask the recommender; raises as `ServiceClient.call` does."""
    return await client.call(
        RecommendationAnswer,
        "POST",
        "/v1/recommendations",
        content=request.model_dump_json(),
        headers={"Content-Type": "application/json"},
    )
