"""The gender network of the design on a tiny UTKFace folder, up to a service that answers with it."""

import hashlib
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import pytest
import torch
from numpy.typing import NDArray

from services.gender.answer import gender_answer
from services.gender.crop import face_crop
from services.gender.face_evidence import face_evidence
from tests.integration.training.way import logged, served, training
from tests.waiting import get, post
from training.data.utkface import faces
from training.gender.network import GenderNetwork, ServedGender
from training.gender.networks import load

SHORT = ("--minutes", "0", "--batch", "8", "--images-per-epoch", "64", "--rank", "8", "--device", "cpu")


def face(female: int, seed: int) -> NDArray[np.uint8]:
    """Light above for one label, below for the other: a face as far as this network can tell."""
    light = np.linspace(-90, 90, 150)[:, None, None] * (1 if female else -1)
    noise = np.random.default_rng(seed).normal(0, 12, (150, 150, 3))
    return np.clip(127 + light + noise, 0, 255).astype(np.uint8)


@pytest.fixture
def utkface(tmp_path: Path) -> Path:
    """80 faces in the published layout."""
    folder = tmp_path / "UTKFace"
    folder.mkdir()
    for number in range(80):
        name = f"{20 + number % 50}_{number % 2}_0_{20170116000000000 + number}.jpg"
        cv2.imwrite(str(folder / name), face(number % 2, number))
    return folder


def test_from_photos_to_a_service(utkface: Path, tmp_path: Path) -> None:
    run, models = tmp_path / "run", tmp_path / "models"
    command = ("gender", "train", "--data", utkface, "--network", "original", "--folder", run, *SHORT)
    training(tmp_path, *command, "--epochs", "2")
    losses = logged(run, "validation_loss")
    assert len(losses) == 2
    assert losses[-1] < 0.6  # a network that knows nothing has 0.69

    training(tmp_path, *command, "--epochs", "3", "--resume", "last")
    assert len(logged(run, "validation_loss")) == 3
    checkpoint = torch.load(run / "recent.ckpt", map_location="cpu", weights_only=True)
    assert checkpoint["global_step"] == 3 * 64 // 8

    said = training(
        tmp_path,
        "gender",
        "export",
        "--checkpoint",
        run / "recent.ckpt",
        "--models",
        models,
        "--data",
        utkface,
    )
    tested = sum(one.part == "test" for one in faces(utkface))
    assert f"UTKFace test, all ages: accuracy 1.0000 ({tested})" in said

    file = models / "gender" / "1" / "model.onnx"
    photo = face(1, 1000)
    (by_file,) = onnxruntime.InferenceSession(str(file)).run(["probabilities"], {"image": photo[None]})
    network = load(run / "recent.ckpt")[1]
    assert isinstance(network, GenderNetwork)
    with torch.no_grad():
        by_network = ServedGender(network.merged().eval())(torch.from_numpy(photo[None]))
    assert by_file.argmax() == int(by_network.argmax()) == 1
    expected = gender_answer(by_file[0], face_evidence(face_crop(photo, None)), 1.0, "gender@1")
    with served("gender", models, tmp_path) as url:
        body = cv2.imencode(".png", photo[:, :, ::-1])[1].tobytes()
        answer = post(f"{url}/v1/gender", content=body)
        (told,) = get(f"{url}/v1/model").json()["models"]
    assert answer.json() == expected.model_dump()
    assert told["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
