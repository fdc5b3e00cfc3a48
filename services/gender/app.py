"""The gender service: a hint at the department of the shop, from a face."""

import asyncio
from typing import Annotated

import anyio.to_thread
from fastapi import Depends, FastAPI, Query

from contracts.gender import GenderResponse
from contracts.geometry import Box
from services.gender.answer import gender_answer
from services.gender.crop import face_crop
from services.gender.face_evidence import face_evidence
from services.gender.task import GenderTask
from serving.http.box_query import box_query
from serving.model_service import PHOTO_BODY, PHOTO_PROBLEMS, BodyPhoto, ModelService
from serving.settings import ModelSettings


def make_app(settings: ModelSettings | None = None) -> FastAPI:
    """The app: `uvicorn --factory services.gender.app:make_app`."""
    service = ModelService(GenderTask(), settings or ModelSettings())

    @service.app.post("/v1/gender", openapi_extra=PHOTO_BODY, responses=PHOTO_PROBLEMS)
    async def read_gender(
        photo: BodyPhoto,
        box: Annotated[Box | None, Depends(box_query("box", "the head, chin to crown"))],
        face: Annotated[
            float,
            Query(
                ge=0,
                le=1,
                allow_inf_nan=False,
                description="how visible the face is: 1 if both eyes and the nose were found, 0 if none was",
            ),
        ] = 1.0,
    ) -> GenderResponse:
        """The likelier label of a head, 0.5 sure if it shows no face. Without a box the photo is a crop."""
        crop = await anyio.to_thread.run_sync(face_crop, photo.pixels, box)
        (reading,), evidence = await asyncio.gather(
            service.predict([crop]), anyio.to_thread.run_sync(face_evidence, crop)
        )
        return gender_answer(reading.probabilities, evidence, face, reading.model)

    return service.app
