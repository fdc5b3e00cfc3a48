from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.gender import GenderResponse
from services.gender.app import make_app
from serving.image import encode_pnm
from serving.settings import ModelSettings
from tests.unit.services.app_client import AppClient, running
from tests.unit.services.gender.drawn_face import drawn_face
from tests.unit.serving.networks.tiny_models import write_gender


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppClient]:
    models: Path = write_gender(tmp_path_factory.mktemp("models")).parents[2]
    with running(make_app(ModelSettings(models_dir=models, device="cpu", threads=1))) as started:
        yield started


def ask(client: AppClient, photo: NDArray[np.uint8], **parameters: str) -> GenderResponse:
    response = client.post("/v1/gender", params=parameters, content=encode_pnm(photo))
    assert response.status_code == 200, response.text
    return GenderResponse.model_validate(response.json())


def test_the_label_is_the_likelier_one(client: AppClient) -> None:
    # the model of these tests takes bright for female, dark for male
    bright, dark = ask(client, drawn_face(1.0)), ask(client, drawn_face(0.45))
    assert (bright.label, dark.label) == ("female", "male")
    assert min(bright.confidence, dark.confidence) > 0.8
    assert bright.model == "gender@1"


def test_a_box_picks_the_head(client: AppClient) -> None:
    photo = np.full((600, 400, 3), 90, np.uint8)
    photo[110:260, 125:275] = drawn_face(1.0)
    head = "0.25,0.0833,0.75,0.4333"
    assert ask(client, photo, box=head).label == "female"
    assert ask(client, photo, box=head).confidence > 0.8
    assert ask(client, photo, box="0.25,0.6,0.75,0.95").confidence < 0.55


@pytest.mark.parametrize("shade", [20, 120, 240])
def test_no_face_is_no_evidence(client: AppClient, shade: int) -> None:
    assert ask(client, np.full((150, 150, 3), shade, np.uint8)).confidence == 0.5


def test_what_the_keypoints_saw_of_the_face_limits_the_confidence(client: AppClient) -> None:
    sure = ask(client, drawn_face(1.0)).confidence
    assert ask(client, drawn_face(1.0), face="0.5").confidence == pytest.approx((sure + 0.5) / 2, abs=1e-3)
    assert ask(client, drawn_face(1.0), face="0").confidence == 0.5


@pytest.mark.parametrize("face", ["1.1", "-0.1", "nan", "inf", "much"])
def test_a_bad_share_of_face_is_a_422(client: AppClient, face: str) -> None:
    response = client.post("/v1/gender", params={"face": face}, content=encode_pnm(drawn_face(1.0)))
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "face"


def test_a_bad_box_is_a_422_that_names_it(client: AppClient) -> None:
    response = client.post("/v1/gender", params={"box": "0,0,2,1"}, content=encode_pnm(drawn_face(1.0)))
    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"field": "box", "message": "x1 = 2 in '0,0,2,1' is outside of 0..1"},
    ]


def test_other_labels_are_refused(tmp_path: Path) -> None:
    models = write_gender(tmp_path, labels=("female", "male")).parents[2]
    with running(make_app(ModelSettings(models_dir=models, device="cpu", threads=1))) as client:
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert "labels are ['female', 'male'], not ['male', 'female']" in answer.json()["detail"]
