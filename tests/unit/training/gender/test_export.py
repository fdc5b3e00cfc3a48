import numpy as np
import torch

from training.data.utkface import Face
from training.gender.evaluate import Prediction, accuracy, confusion, measure
from training.gender.export import quantised_gender
from training.gender.network import GenderNetwork, ServedGender
from training.onnx_file import check_parity, run, to_onnx


def test_the_file_computes_what_the_network_does_and_int8_nearly() -> None:
    torch.manual_seed(0)
    served = ServedGender(GenderNetwork(30).eval(), temperature=1.3)
    example = torch.randint(0, 256, (2, 30, 30, 3), dtype=torch.uint8)
    model = to_onnx(served, example, "image", ["probabilities"], ["batch"])
    assert check_parity(model, served, example, 1e-5) <= 1e-5
    five = np.random.default_rng(0).integers(0, 256, (5, 30, 30, 3)).astype(np.uint8)
    (exact,) = run(model, {"image": five})
    (rough,) = run(quantised_gender(model, [five]), {"image": five})
    assert exact.shape == rough.shape == (5, 2)
    assert np.abs(exact - rough).max() < 0.02


def face(gender: str, age: int = 30, race: str = "Asian") -> Face:
    assert gender in {"male", "female"}
    return Face("f", "s", age, "male" if gender == "male" else "female", race, "test")


PREDICTIONS = [
    Prediction(face("male"), 0.1),
    Prediction(face("male"), 0.7),
    Prediction(face("female"), 0.8),
    Prediction(face("female", age=5), 0.2),
]


def test_accuracy_and_confusion() -> None:
    assert accuracy(PREDICTIONS) == 0.5
    assert confusion(PREDICTIONS).tolist() == [[1, 1], [1, 1]]


def test_children_count_only_among_all_ages() -> None:
    measured = {(one.set, one.metric): one for one in measure(PREDICTIONS)}
    assert measured["UTKFace test, 13 years and older", "accuracy"].count == 3
    assert measured["UTKFace test, all ages", "accuracy"].value == 0.5
    assert ("UTKFace test, White, from 13", "accuracy") not in measured
