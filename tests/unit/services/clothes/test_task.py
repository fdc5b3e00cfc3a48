from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from services.clothes.task import ClothesTask, GarmentCrop
from serving.inference.model import Model
from tests.unit.serving.networks.tiny_models import load_clothes, write_clothes


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Model]:
    folder: Path = write_clothes(tmp_path_factory.mktemp("models"))
    return load_clothes(folder)


def tinted(value: int) -> NDArray[np.uint8]:
    return np.full((224, 224, 3), (value, 255 - value, value // 2), np.uint8)


def test_crops_of_several_requests_get_their_own_readings(models: dict[str, Model]) -> None:
    task = ClothesTask()
    items = [
        GarmentCrop(tinted(0), ("whole",)),
        GarmentCrop(tinted(120), ("upper", "lower", "whole")),
        GarmentCrop(tinted(250), ("lower",)),
    ]
    together = task.predict(models, items)
    assert [[reading.slot for reading in answer.readings] for answer in together] == [
        ["whole"],
        ["upper", "lower", "whole"],
        ["lower"],
    ]
    for item, answer in zip(items, together, strict=True):
        (alone,) = task.predict(models, [item])
        for one, other in zip(alone.readings, answer.readings, strict=True):
            assert one.worn == pytest.approx(other.worn, abs=1e-6)
            np.testing.assert_allclose(one.embedding, other.embedding, atol=1e-6)


def test_the_warm_up_item_runs_every_head(models: dict[str, Model]) -> None:
    task = ClothesTask()
    (answer,) = task.predict(models, [task.sample()])
    assert [reading.slot for reading in answer.readings] == ["upper", "lower", "whole"]


def test_all_crops_share_a_batch() -> None:
    task = ClothesTask()
    assert task.key(task.sample()) == task.key(GarmentCrop(tinted(9), ("upper",)))
