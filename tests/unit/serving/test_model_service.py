"""Photos at the door of a model service; what happens behind it is in tests/integration/serving."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from fastapi import FastAPI

from serving.image.pnm import encode_pnm
from serving.model_service import BodyPhoto, ModelService
from serving.settings import ModelSettings
from tests.integration.serving.scaling_service import ScalingTask
from tests.unit.serving.http.apps import call

PIXELS = np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)
PNG = cv2.imencode(".png", PIXELS)[1].tobytes()


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    settings = ModelSettings(models_dir=tmp_path, device="cpu", min_requests=2)
    service: ModelService[float, tuple[float, str]] = ModelService(ScalingTask(), settings)

    @service.app.post("/size")
    async def size(photo: BodyPhoto) -> tuple[int, int]:
        return photo.width, photo.height

    return service.app


@pytest.mark.parametrize("body", [encode_pnm(PIXELS), PNG])
def test_raw_and_compressed_photos_come_in(app: FastAPI, body: bytes) -> None:
    assert call(app, "POST", "/size", content=body).json() == [60, 40]


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 415), (b"no image", 415), (PNG[:-50], 422), (encode_pnm(PIXELS)[:-1], 422)]
)
def test_what_is_no_photo_is_refused_and_frees_its_place(app: FastAPI, body: bytes, status: int) -> None:
    for _ in range(5):
        assert call(app, "POST", "/size", content=body).status_code == status
    assert call(app, "POST", "/size", content=PNG).status_code == 200


def test_who_cannot_be_answered_soon_is_refused_at_the_door(app: FastAPI) -> None:
    with app.state.admission.place(), app.state.admission.place():
        refused = call(app, "POST", "/size", content=b"not even looked at")
        assert refused.status_code == 503
        assert refused.json()["type"] == "urn:vitrine:problem:overloaded"
        assert refused.headers["Retry-After"] == "1"
    assert call(app, "POST", "/size", content=PNG).status_code == 200


def test_without_a_model_it_says_so(app: FastAPI) -> None:
    not_ready = call(app, "GET", "/readyz")
    assert not_ready.status_code == 503
    assert not_ready.json()["detail"] == "starting"


def test_a_device_that_is_not_there_ends_the_start_with_one_line(tmp_path: Path) -> None:
    settings = ModelSettings(models_dir=tmp_path, device="tensorrt")
    with pytest.raises(SystemExit, match="cannot start: DEVICE=tensorrt: this ONNX Runtime has only"):
        ModelService(ScalingTask(), settings)
