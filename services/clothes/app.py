"""The clothes service: what is worn in each slot of a photo."""

import asyncio
from typing import Annotated

import anyio.to_thread
import numpy as np
from fastapi import Depends, FastAPI
from numpy.typing import NDArray

from contracts.clothes import (
    CATEGORIES,
    SLOTS,
    CategoryScore,
    ClothesResponse,
    Colour,
    GarmentReading,
    Slot,
    encode_embedding,
)
from contracts.geometry import WHOLE_FRAME, Box
from services.clothes.task import ClothesTask, CropReadings, GarmentCrop
from serving.http.box_query import box_query
from serving.model_service import PHOTO_BODY, PHOTO_PROBLEMS, BodyPhoto, ModelService
from serving.networks.clothes import Reading
from serving.networks.clothes_crop import garment_crop
from serving.networks.colours import garment_colours
from serving.settings import ModelSettings


def make_app(settings: ModelSettings | None = None) -> FastAPI:
    """The app: `uvicorn --factory services.clothes.app:make_app`."""
    service = ModelService(ClothesTask(), settings or ModelSettings())

    @service.app.post("/v1/clothes", openapi_extra=PHOTO_BODY, responses=PHOTO_PROBLEMS)
    async def read_clothes(
        photo: BodyPhoto,
        upper: Annotated[Box | None, Depends(box_query("upper", "shoulders to hips"))],
        lower: Annotated[Box | None, Depends(box_query("lower", "hips to ankles"))],
        whole: Annotated[Box | None, Depends(box_query("whole", "shoulders to ankles"))],
    ) -> ClothesResponse:
        """Category, likeness and colours of each slot that is named; of all three on the whole image else."""
        regions = _slots_by_box({"upper": upper, "lower": lower, "whole": whole})
        crops = await anyio.to_thread.run_sync(_cut, photo.pixels, regions)
        answers, colours = await asyncio.gather(
            _read_with_one_model(service, crops),
            anyio.to_thread.run_sync(_colours, photo.pixels, regions),
        )
        garments = [
            _garment(reading, colours[reading.slot]) for answer in answers for reading in answer.readings
        ]
        garments.sort(key=lambda garment: SLOTS.index(garment.slot))
        return ClothesResponse(garments=garments, model=answers[0].model)

    return service.app


def _slots_by_box(boxes: dict[Slot, Box | None]) -> dict[Box, tuple[Slot, ...]]:
    """The distinct boxes and what is to be read in each, so that a box that is named twice is cut once."""
    named = {slot: box for slot, box in boxes.items() if box} or dict.fromkeys(SLOTS, WHOLE_FRAME)
    return {box: tuple(slot for slot in named if named[slot] == box) for box in named.values()}


def _cut(photo: NDArray[np.uint8], regions: dict[Box, tuple[Slot, ...]]) -> list[GarmentCrop]:
    return [GarmentCrop(garment_crop(photo, box), slots) for box, slots in regions.items()]


def _colours(photo: NDArray[np.uint8], regions: dict[Box, tuple[Slot, ...]]) -> dict[Slot, list[Colour]]:
    return {slot: garment_colours(photo, box, slot) for box, slots in regions.items() for slot in slots}


async def _read_with_one_model(
    service: ModelService[GarmentCrop, CropReadings], crops: list[GarmentCrop]
) -> list[CropReadings]:
    """Read all crops by the same models: embeddings of two versions cannot be compared.

    The crops of one request may fall into two batches, with a swap of models between them.
    """
    while True:
        answers = await service.predict(crops)
        if len({answer.model for answer in answers}) == 1:
            return answers


def _garment(reading: Reading, colours: list[Colour]) -> GarmentReading:
    scores = zip(CATEGORIES[reading.slot], reading.probabilities.tolist(), strict=True)
    categories = [
        CategoryScore(label=label, confidence=round(min(max(score, 0.0), 1.0), 4)) for label, score in scores
    ]
    categories.sort(key=lambda category: category.confidence, reverse=True)
    return GarmentReading(
        slot=reading.slot,
        worn=round(reading.worn, 4),
        categories=categories,
        embedding=encode_embedding(reading.embedding),
        colours=colours,
    )
