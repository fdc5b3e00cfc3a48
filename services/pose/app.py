"""The pose service: who is in a photo, and where their clothes are."""

import anyio.to_thread
from fastapi import FastAPI

from contracts.pose import Person, PoseResponse
from services.pose.decoding import decode
from services.pose.network_input import network_input
from services.pose.people import find_people
from services.pose.task import Maps, PoseTask
from serving.image import Photo
from serving.model_service import PHOTO_BODY, PHOTO_PROBLEMS, BodyPhoto, ModelService
from serving.settings import ModelSettings


def make_app(settings: ModelSettings | None = None) -> FastAPI:
    """The app: `uvicorn --factory services.pose.app:make_app`."""
    service = ModelService(PoseTask(), settings or ModelSettings())

    @service.app.post("/v1/pose", openapi_extra=PHOTO_BODY, responses=PHOTO_PROBLEMS)
    async def read_pose(photo: BodyPhoto) -> PoseResponse:
        """Everyone in the photo with keypoints and regions, the main person first."""
        image = await anyio.to_thread.run_sync(network_input, photo.pixels)
        (maps,) = await service.predict([image])
        people = await anyio.to_thread.run_sync(_people, maps, photo)
        return PoseResponse(people=people, model=maps.model)

    return service.app


def _people(maps: Maps, photo: Photo) -> list[Person]:
    return find_people(decode(maps.heatmaps, maps.pafs), photo.width, photo.height)
