import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, SLOTS, Slot
from serving.errors import ModelRejected
from serving.inference.model import Model
from serving.inference.session import load
from serving.networks.clothes import (
    MODELS,
    TRUNK,
    check_garment_models,
    garment_models_identifier,
    read_garments,
)
from tests.unit.serving.networks.tiny_models import load_clothes, write_clothes, write_head, write_trunk


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Model]:
    return load_clothes(write_clothes(tmp_path_factory.mktemp("models")))


def noise(count: int) -> NDArray[np.uint8]:
    tints = np.random.default_rng(7).integers(0, 256, (count, 1, 1, 3), np.uint8)
    return np.broadcast_to(tints, (count, 224, 224, 3)).copy()


def test_each_row_is_read_by_the_head_of_its_slot(models: dict[str, Model]) -> None:
    slots: list[Slot] = ["lower", "upper", "whole", "upper", "lower"]
    crops = noise(len(slots))
    together = read_garments(models, crops, slots)
    assert [reading.slot for reading in together] == slots
    for row, slot in enumerate(slots):
        alone = read_garments(models, crops[row : row + 1], [slot])[0]
        assert together[row].worn == pytest.approx(alone.worn, abs=1e-6)
        np.testing.assert_allclose(together[row].probabilities, alone.probabilities, atol=1e-6)
        np.testing.assert_allclose(together[row].embedding, alone.embedding, atol=1e-6)


def test_one_crop_is_read_differently_by_each_head(models: dict[str, Model]) -> None:
    crops = np.repeat(noise(1), 3, axis=0)
    upper, lower, whole = read_garments(models, crops, SLOTS)
    assert abs(float(upper.embedding @ lower.embedding)) < 0.99
    assert [len(reading.probabilities) for reading in (upper, lower, whole)] == [4, 3, 3]


def test_readings_are_probabilities_and_a_unit_vector(models: dict[str, Model]) -> None:
    for reading in read_garments(models, noise(6), [*SLOTS, *SLOTS]):
        assert reading.probabilities.shape == (len(CATEGORIES[reading.slot]),)
        assert reading.probabilities.sum() == pytest.approx(1, abs=1e-5)
        assert 0 <= reading.worn <= 1
        assert reading.embedding.shape == (256,)
        assert reading.embedding.dtype == np.float32
        assert np.linalg.norm(reading.embedding) == pytest.approx(1, abs=1e-5)


def test_trunk_and_heads_run_once_for_all_crops(
    models: dict[str, Model], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []
    run = Model.run

    def counted(self: Model, **inputs: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
        runs.append(self.name)
        return run(self, **inputs)

    monkeypatch.setattr(Model, "run", counted)
    read_garments(models, noise(4), ["upper", "lower", "upper", "lower"])
    assert sorted(runs) == ["clothes-lower", "clothes-trunk", "clothes-upper"]


def test_no_crops_are_no_readings(models: dict[str, Model]) -> None:
    assert read_garments(models, noise(0), []) == []


def test_models_that_fit_each_other_pass_one_by_one(models: dict[str, Model]) -> None:
    for count in range(1, len(MODELS) + 1):
        check_garment_models({name: models[name] for name in MODELS[:count]})


def test_identifier_names_every_version(models: dict[str, Model]) -> None:
    assert garment_models_identifier(models) == "clothes-trunk@1+upper@1+lower@1+whole@1"


def test_a_head_of_another_trunk_is_rejected(tmp_path: Path) -> None:
    trunk = write_trunk(tmp_path)
    other = write_trunk(tmp_path / "other", side=64)
    head = write_head(tmp_path, "upper", other)
    with pytest.raises(ModelRejected, match=r"clothes-upper: made for a trunk with sha256 [0-9a-f]{12}"):
        check_garment_models({TRUNK: load(trunk), "clothes-upper": load(head)})


def test_a_trunk_of_another_size_is_rejected(tmp_path: Path) -> None:
    trunk = load(write_trunk(tmp_path, side=64))
    with pytest.raises(ModelRejected, match=r"image is tensor\(uint8\) \['N', 64, 64, 3\]"):
        check_garment_models({TRUNK: trunk})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"labels": ["Tee", "Jacket", "Blazer", "Sweater"]}, "labels are"),
        ({"channels": 4}, "features is"),
        ({"embedding_size": 128}, "embedding is"),
    ],
)
def test_a_head_that_does_not_fit_is_rejected(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    trunk = write_trunk(tmp_path)
    head = write_head(tmp_path, "upper", trunk, **changes)  # type: ignore[arg-type]
    with pytest.raises(ModelRejected, match=f"clothes-upper: {reason}"):
        check_garment_models({TRUNK: load(trunk), "clothes-upper": load(head)})


def test_a_head_in_the_place_of_the_trunk_is_rejected(tmp_path: Path) -> None:
    head = write_head(tmp_path, "upper", write_trunk(tmp_path))
    place = tmp_path / "wrong" / TRUNK / "1"
    place.mkdir(parents=True)
    shutil.copy(head, place / "model.onnx")
    with pytest.raises(ModelRejected, match=r"clothes-trunk: inputs are \['features'\]"):
        check_garment_models({TRUNK: load(place / "model.onnx")})
