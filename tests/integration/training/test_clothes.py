"""The clothes networks on a tiny copy of DeepFashion, up to a service that answers with them."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from contracts.clothes import SLOTS, decode_embedding
from contracts.geometry import WHOLE_FRAME
from serving.inference.session import load
from serving.networks.clothes import MODELS, read_garments
from serving.networks.clothes_crop import garment_crop
from tests.integration.training.way import logged, served, training
from tests.unit.training.data.published import write_deepfashion
from tests.waiting import post
from training.clothes.network import ClothesNetwork
from training.data.deepfashion_ten import LEAST

SHORT = ("--minutes", "0", "--batch", "8", "--size", "64", "--device", "cpu", "--learning-rate", "0.003")
LIGHT = {"Tee": 220, "Jeans": 40, "Dress": 130}
PARTS = ("train",) * 18 + ("val",) * 3 + ("test",) * 3


def garment(category: str, seed: int) -> NDArray[np.uint8]:
    """A category is a lightness here: what can be learnt in a few steps."""
    noise = np.random.default_rng(seed).normal(0, 8, (96, 64, 3))
    return np.clip(LIGHT[category] + noise, 0, 255).astype(np.uint8)


@pytest.fixture
def deepfashion(tmp_path: Path) -> Path:
    """As many rows of each category as are needed to keep it, and the photos of the first few."""
    folder = tmp_path / "deepfashion"
    rows = {}
    for category in LIGHT:
        for number in range(LEAST):
            name = f"img/{category}/{number:05}.jpg"
            rows[name] = (category, "1 1 62 94", PARTS[number % len(PARTS)])
            if number < len(PARTS):
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                cv2.imwrite(str(path), garment(category, number))
    write_deepfashion(folder, rows)
    return folder


@pytest.fixture
def beginning(tmp_path: Path) -> Path:
    """A checkpoint of a network that has learnt nothing."""
    torch.manual_seed(0)
    state = {f"network.{name}": value for name, value in ClothesNetwork().state_dict().items()}
    torch.save({"state_dict": state}, tmp_path / "beginning.ckpt")
    return tmp_path / "beginning.ckpt"


def test_from_photos_to_a_service(deepfashion: Path, beginning: Path, tmp_path: Path) -> None:
    run, models = tmp_path / "run", tmp_path / "models"
    data = ("--data", deepfashion, "--start-from", beginning)
    command = ("clothes", "train", *data, "--folder", run, "--images-per-epoch", "48", *SHORT)
    training(tmp_path, *command, "--epochs", "2")
    training(tmp_path, *command, "--resume", "last", "--epochs", "4")
    losses = logged(run, "validation_loss")
    assert len(losses) == 4
    assert losses[-1] < losses[0]

    said = training(
        tmp_path,
        "clothes",
        "export",
        "--checkpoint",
        run / "recent.ckpt",
        "--models",
        models,
        "--data",
        deepfashion,
    )
    assert "upper: test, worn (DeepFashion): accuracy" in said

    photo = garment("Jeans", 1000)
    files = {name: load(models / name / "1" / "model.onnx", "cpu") for name in MODELS}
    crop = garment_crop(photo, WHOLE_FRAME)
    readings = read_garments(files, np.stack([crop] * 3), SLOTS)
    with served("clothes", models, tmp_path) as url:
        body = cv2.imencode(".png", photo[:, :, ::-1])[1].tobytes()
        garments = post(f"{url}/v1/clothes", content=body).json()["garments"]
    assert [one["slot"] for one in garments] == [reading.slot for reading in readings]
    for one, reading in zip(garments, readings, strict=True):
        assert one["worn"] == pytest.approx(reading.worn, abs=0.01)
        assert one["categories"][0]["confidence"] == pytest.approx(reading.probabilities.max(), abs=0.01)
        assert decode_embedding(one["embedding"]) @ reading.embedding > 0.99
