import base64
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, ClothesResponse, decode_embedding
from services.clothes.app import make_app
from serving.image import encode_pnm
from serving.inference.model import Model
from serving.settings import ModelSettings
from tests.unit.services.app_client import AppClient, running
from tests.unit.serving.networks.tiny_models import write_clothes


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppClient]:
    models: Path = write_clothes(tmp_path_factory.mktemp("models"))
    with running(make_app(ModelSettings(models_dir=models, device="cpu", threads=1))) as started:
        yield started


def outfit() -> NDArray[np.uint8]:
    """A red top over blue trousers on a white ground."""
    photo = np.full((400, 200, 3), 245, np.uint8)
    photo[40:180, 50:150] = (200, 30, 40)
    photo[180:380, 60:140] = (40, 90, 180)
    return photo


def read(client: AppClient, **boxes: str) -> ClothesResponse:
    response = client.post("/v1/clothes", params=boxes, content=encode_pnm(outfit()))
    assert response.status_code == 200, response.text
    return ClothesResponse.model_validate(response.json())


def test_named_slots_are_answered_in_the_order_of_slots(client: AppClient) -> None:
    answer = read(client, whole="0.2,0.05,0.8,1", upper="0.2,0.05,0.8,0.5")
    assert [garment.slot for garment in answer.garments] == ["upper", "whole"]
    assert answer.model == "clothes-trunk@1+upper@1+lower@1+whole@1"


def test_without_a_slot_all_three_are_read_from_the_whole_photo(client: AppClient) -> None:
    everything = read(client)
    assert [garment.slot for garment in everything.garments] == ["upper", "lower", "whole"]
    named = read(client, upper="0,0,1,1", lower="0,0,1,1", whole="0,0,1,1")
    assert named == everything


def test_a_photo_read_three_ways_goes_through_the_trunk_once(
    client: AppClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int]] = []
    run = Model.run

    def watched(self: Model, **inputs: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
        seen.append((self.name, len(next(iter(inputs.values())))))
        return run(self, **inputs)

    monkeypatch.setattr(Model, "run", watched)
    read(client)
    assert seen == [("clothes-trunk", 1), ("clothes-upper", 1), ("clothes-lower", 1), ("clothes-whole", 1)]


def test_each_slot_is_read_from_its_own_box(client: AppClient) -> None:
    upper, lower = read(client, upper="0.2,0.05,0.8,0.5", lower="0.2,0.4,0.8,1").garments
    assert upper.colours[0].name == "red"
    assert lower.colours[0].name == "blue"
    alone = read(client, lower="0.2,0.4,0.8,1").garments[0]
    assert alone.colours == lower.colours
    assert alone.worn == pytest.approx(lower.worn, abs=1e-3)
    np.testing.assert_allclose(
        decode_embedding(alone.embedding), decode_embedding(lower.embedding), atol=2e-3
    )


def test_categories_come_most_probable_first_and_add_up(client: AppClient) -> None:
    for garment in read(client).garments:
        scores = [category.confidence for category in garment.categories]
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) == pytest.approx(1, abs=1e-3)
        assert {category.label for category in garment.categories} == set(CATEGORIES[garment.slot])


def test_the_embedding_is_256_float16_of_unit_length(client: AppClient) -> None:
    garment = read(client, whole="0,0,1,1").garments[0]
    assert len(base64.b64decode(garment.embedding)) == 512
    assert np.linalg.norm(decode_embedding(garment.embedding)) == pytest.approx(1, abs=2e-3)


@pytest.mark.parametrize(
    ("box", "reason"),
    [
        ("0,0,1.2,1", "x1 = 1.2"),
        ("-0.1,0,1,1", "x0 = -0.1"),
        ("0,nan,1,1", "y0 = nan"),
        ("0.5,0,0.5,1", "is empty"),
        ("0,0,1", "not four numbers"),
        ("", "not four numbers"),
        ("left,0,1,1", "not four numbers"),
    ],
)
def test_a_bad_box_is_a_422_that_names_parameter_value_and_limit(
    client: AppClient, box: str, reason: str
) -> None:
    response = client.post("/v1/clothes", params={"lower": box}, content=encode_pnm(outfit()))
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    (error,) = response.json()["errors"]
    assert error["field"] == "lower"
    assert reason in error["message"]
    assert repr(box) in error["message"]
    assert "0..1" in error["message"] or "x0 < x1" in error["message"]
    assert response.json()["detail"].startswith("lower: ")


def test_not_an_image_is_a_415(client: AppClient) -> None:
    assert client.post("/v1/clothes", content=b"not an image").status_code == 415


def test_the_models_say_what_they_are(client: AppClient) -> None:
    models = client.get("/v1/model").json()["models"]
    assert [model["name"] for model in models] == [
        "clothes-trunk",
        "clothes-upper",
        "clothes-lower",
        "clothes-whole",
    ]
    assert models[1]["labels"] == list(CATEGORIES["upper"])


def test_boxes_are_in_the_openapi_document(client: AppClient) -> None:
    parameters = client.get("/openapi.json").json()["paths"]["/v1/clothes"]["post"]["parameters"]
    assert [(one["name"], one["required"]) for one in parameters] == [
        ("upper", False),
        ("lower", False),
        ("whole", False),
    ]


def test_requests_at_the_same_time_get_their_own_answers(client: AppClient) -> None:
    photos = [np.full((64, 64, 3), shade, np.uint8) for shade in (10, 70, 130, 190, 250)]
    requests = [{"params": {"upper": "0,0,1,1"}, "content": encode_pnm(photo)} for photo in photos]
    alone = [client.post("/v1/clothes", **request).json()["garments"][0]["worn"] for request in requests]
    together = client.post_together("/v1/clothes", requests)
    worn = [answer.json()["garments"][0]["worn"] for answer in together]
    assert worn == pytest.approx(alone, abs=1e-3)
    assert len(set(worn)) == len(photos)
