"""From a checkpoint to models/gender/<version>/model.onnx: calibrated, quantised, measured."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from training.calibration import best_scale
from training.data.shards import Shards
from training.gender.data import faces_of
from training.gender.evaluate import Prediction, accuracy, faces_in, measure, predict
from training.gender.network import LABELS, SIZE, GenderNetwork, ServedGender
from training.gender.train import starting_network
from training.onnx_file import Card, check_parity, save, to_onnx
from training.quantise import int8

TOLERATED_LOSS = 0.005
"""Validation accuracy that int8 may lose against float32."""

_PARITY = 1e-4
_CALIBRATION_FACES = 192
_TRAINED_ON = "UTKFace, training part (80 %), ages 3 and older"
_LICENCE = "Trained on UTKFace: non-commercial research purposes only"


def export(
    checkpoint: Path, size: int, target: Path, version: int, limit: int | None, test_limit: int | None
) -> None:
    """Write `target` from the checkpoint of a network for crops of `size`, and print what was measured.

    `limit` and `test_limit` are how many faces of validation and of test are looked at, None for all.

    Raises ExportError if ONNX Runtime does not compute what PyTorch does.
    """
    network = starting_network(SIZE, checkpoint, size).eval()
    validation, calibration = faces_of("validation")[:limit], _images(_CALIBRATION_FACES)
    model = _model(network)
    exact, rough = predict(model, validation), predict(quantised_gender(model, calibration), validation)
    print(
        f"validation accuracy over {len(validation)}: "
        f"float32 {accuracy(exact):.4f}, int8 {accuracy(rough):.4f}"
    )
    fits = accuracy(rough) >= accuracy(exact) - TOLERATED_LOSS
    temperature, offset = scale_of(rough if fits else exact)
    print(f"temperature {temperature:.2f}, offset {offset:.2f}")
    model = _model(network, temperature, offset)
    if fits:
        model = quantised_gender(model, calibration)
    _save_measured(model, target, version, "int8" if fits else "fp32", test_limit)


def _model(network: GenderNetwork, temperature: float = 1.0, offset: float = 0.0) -> onnx.ModelProto:
    served = ServedGender(network, temperature, offset)
    example = torch.from_numpy(_images(4)[0])
    model = to_onnx(served, example, "image", ["probabilities"], ["batch"])
    difference = check_parity(model, served, example, _PARITY)
    print(f"largest difference between ONNX and PyTorch: {difference:.2g}")
    return model


def quantised_gender(model: onnx.ModelProto, batches: list[NDArray[np.uint8]]) -> onnx.ModelProto:
    """Int8 from the first convolution to the hidden layer; the last layer's one logit stays float32."""
    last = [node.name for node in model.graph.node if node.op_type == "Gemm"][-1]
    operators = ("Conv", "Relu", "MaxPool", "Reshape", "Gemm")
    return int8(model, batches, operators=operators, keep_float=(last,))


def scale_of(predictions: list[Prediction]) -> tuple[float, float]:
    """The temperature and the offset of the logit that suit uncalibrated predictions."""
    female = np.array([one.female for one in predictions]).clip(1e-7, 1 - 1e-7)
    labelled = np.array([one.face.gender == "female" for one in predictions])
    return best_scale(np.log(female / (1 - female)), labelled)


def _images(count: int, batch: int = 16) -> list[NDArray[np.uint8]]:
    """Batches uint8 [n, 150, 150, 3] of `count` training faces, evenly over the index."""
    faces, shards = faces_of("train"), Shards("utkface")
    chosen = faces[:: len(faces) // count][:count]
    images = np.stack([shards.rgb(face.shard, face.file) for face in chosen])
    return [images[start : start + batch] for start in range(0, count, batch)]


def _save_measured(
    model: onnx.ModelProto, target: Path, version: int, precision: str, limit: int | None
) -> None:
    measured = measure(predict(model, faces_in("test", limit)))
    for one in measured:
        print(f"{one.set}: {one.metric} {one.value:.4f} ({one.count})")
    save(model, target, Card("gender", version, LABELS, _TRAINED_ON, measured, _LICENCE, precision))
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {precision}")
