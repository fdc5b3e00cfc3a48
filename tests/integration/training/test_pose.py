"""The light pose network on a tiny copy of COCO, up to a service that answers with it."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from deploy.local.plan import ROOT
from services.pose.network_input import network_input
from serving.inference.session import load
from tests.integration.training.way import logged, served, training
from tests.unit.training.data.published import image, joints, person, write_coco
from tests.waiting import post
from training.onnx_file import save
from training.pose.export import build, card
from training.pose.trained_weights import trained_network

SERVED = ROOT / "models" / "pose" / "1" / "model.onnx"
SAMPLE = ROOT / "gateway" / "web" / "samples" / "blazer-and-jeans.webp"
SHORT = ("--minutes", "0", "--batch", "4", "--device", "cpu", "--learning-rate", "0.0002")


def sample() -> NDArray[np.uint8]:
    """A photo of a person, BGR."""
    photo = cv2.imread(str(SAMPLE))
    assert photo is not None
    return photo.astype(np.uint8, copy=False)


@pytest.fixture
def coco(tmp_path: Path) -> Path:
    """One photo many times, with an elbow and a wrist where none are: something to learn."""
    folder = tmp_path / "coco"
    photo = cv2.resize(sample(), (160, 240), interpolation=cv2.INTER_AREA)
    shoulders = {"left_shoulder": (100.0, 60.0, 2), "right_shoulder": (60.0, 60.0, 2)}
    arm = {"left_elbow": (140.0, 30.0, 2), "left_wrist": (150.0, 10.0, 2)}
    hips = {"left_hip": (95.0, 120.0, 2), "right_hip": (65.0, 120.0, 2)}
    placed = joints(**shoulders, **arm, **hips)
    numbers = range(1, 25)
    people = [{**person(number, placed, (20, 10, 120, 220)), "id": number} for number in numbers]
    write_coco(folder, [image(number, 160, 240) for number in numbers], people)
    (folder / "train2017").mkdir()
    for number in numbers:
        cv2.imwrite(str(folder / "train2017" / f"{number:012}.jpg"), photo)
    return folder


def test_from_photos_to_a_service(coco: Path, tmp_path: Path) -> None:
    run, file = tmp_path / "run", tmp_path / "models" / "pose" / "1" / "model.onnx"
    command = ("pose", "train", "--data", coco, "--start-from", SERVED, "--folder", run, *SHORT)
    training(tmp_path, *command, "--epochs", "2")
    training(tmp_path, *command, "--epochs", "3", "--resume", "last")
    losses = logged(run, "validation_loss")
    assert len(losses) == 3
    assert losses[-1] < losses[0]

    network = trained_network(run / "recent.ckpt")
    model, difference = build(network)
    assert difference < 1e-3
    save(model, file, card("a copy of COCO with one photo", [], 1))
    pixels = sample()[:, :, ::-1]
    batch = network_input(np.ascontiguousarray(pixels))[None]
    heatmaps, fields = load(file, "cpu").session.run(["heatmaps", "pafs"], {"image": batch})
    with torch.no_grad():
        by_network = network(torch.from_numpy(batch))
    for by_file, expected in zip((heatmaps, fields), by_network, strict=True):
        assert np.abs(by_file - expected.numpy()).max() < 1e-3
    with served("pose", tmp_path / "models", tmp_path) as url:
        answer = post(f"{url}/v1/pose", content=SAMPLE.read_bytes())
    assert answer.json()["model"] == "pose@1"
    assert answer.json()["people"]
