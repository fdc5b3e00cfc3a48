from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from contracts.pose import KEYPOINT_NAMES, PoseResponse
from services.pose.app import make_app
from serving.image import encode_pnm
from serving.settings import ModelSettings
from tests.unit.services.app_client import AppClient, running
from tests.unit.services.pose.drawn_maps import Floats, draw, person_at
from tests.unit.services.pose.pose_model import write_pose

WIDTH, HEIGHT = 32, 46
"""Of the maps of a 512 x 736 photo."""
MAIN = person_at(14, 8)
BYSTANDER = 0.4 * person_at(0, 0) + np.array([27, 10], np.float32)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppClient]:
    models: Path = tmp_path_factory.mktemp("models")
    write_pose(models, *draw([BYSTANDER, MAIN], WIDTH, HEIGHT))
    with running(make_app(ModelSettings(models_dir=models, device="cpu", threads=1))) as started:
        yield started


def photo(height: int = 736, width: int = 512) -> bytes:
    return encode_pnm(np.full((height, width, 3), 90, np.uint8))


def positions(response: PoseResponse, person: int) -> Floats:
    keypoints = response.people[person].keypoints
    return np.array(
        [[keypoint.x * WIDTH - 0.5, keypoint.y * HEIGHT - 0.5] for keypoint in keypoints], np.float32
    )


def test_the_main_person_comes_first_with_all_keypoints_and_regions(client: AppClient) -> None:
    answer = client.post("/v1/pose", content=photo())
    assert answer.status_code == 200, answer.text
    response = PoseResponse.model_validate(answer.json())
    assert response.model == "pose@1"
    assert [keypoint.name for keypoint in response.people[0].keypoints] == list(KEYPOINT_NAMES)
    np.testing.assert_allclose(positions(response, 0), MAIN, atol=0.05)
    regions = response.people[0].regions
    assert regions.upper is not None
    assert regions.upper.box[0] * WIDTH < 9.5
    assert regions.upper.box[1] * HEIGHT == pytest.approx(9.5 - 0.2 * 9, abs=0.1)
    assert regions.lower is not None
    assert not regions.lower.estimated


def test_callers_who_wait_together_get_the_same_answer(client: AppClient) -> None:
    alone = client.post("/v1/pose", content=photo()).json()
    together = client.post_together("/v1/pose", [{"content": photo()}, {"content": photo(368, 256)}] * 3)
    assert [answer.status_code for answer in together] == [200] * 6
    assert together[0].json() == alone


def test_without_people_the_answer_is_empty(tmp_path: Path) -> None:
    write_pose(tmp_path, np.zeros((19, HEIGHT, WIDTH), np.float32), np.zeros((38, HEIGHT, WIDTH), np.float32))
    with running(make_app(ModelSettings(models_dir=tmp_path, device="cpu", threads=1))) as empty:
        assert empty.post("/v1/pose", content=photo()).json() == {"people": [], "model": "pose@1"}


def test_what_is_not_a_photo_is_refused(client: AppClient) -> None:
    assert client.post("/v1/pose", content=b"not a photo").status_code == 415
