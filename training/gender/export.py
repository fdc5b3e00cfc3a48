"""From a checkpoint to models/gender/<version>/model.onnx: calibrated, quantised, measured."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from training.calibration import best_temperature
from training.data.shards import Shards
from training.data.utkface import Face
from training.gender.data import FaceSet, faces_of
from training.gender.evaluate import accuracy, faces_in, measure, predict
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


def export(checkpoint: Path, size: int, target: Path, version: int, limit: int | None) -> None:
    """Write `target` from the checkpoint of a network for crops of `size`, and print what was measured.

    `limit` is how many faces of the validation and of the test part are looked at, None for all.
    Raises ExportError if ONNX Runtime does not compute what PyTorch does.
    """
    network = starting_network(SIZE, checkpoint, size).eval()
    validation = faces_of("validation")[:limit]
    calibrated = ServedGender(network, temperature_of(network, validation))
    example = torch.from_numpy(_images(4)[0])
    model = to_onnx(calibrated, example, "image", ["probabilities"], ["batch"])
    difference = check_parity(model, calibrated, example, _PARITY)
    print(f"largest difference between ONNX and PyTorch: {difference:.2g}")
    quantised = quantised_gender(model, _images(_CALIBRATION_FACES))
    before, after = (accuracy(predict(candidate, validation)) for candidate in (model, quantised))
    print(f"validation accuracy over {len(validation)}: float32 {before:.4f}, int8 {after:.4f}")
    chosen, precision = (quantised, "int8") if after >= before - TOLERATED_LOSS else (model, "fp32")
    _save_measured(chosen, target, version, precision, limit)


def quantised_gender(model: onnx.ModelProto, batches: list[NDArray[np.uint8]]) -> onnx.ModelProto:
    """Int8 from the first convolution to the hidden layer; the last layer's one logit stays float32."""
    last = [node.name for node in model.graph.node if node.op_type == "Gemm"][-1]
    operators = ("Conv", "Relu", "MaxPool", "Reshape", "Gemm")
    return int8(model, batches, operators=operators, keep_float=(last,))


def temperature_of(network: GenderNetwork, validation: list[Face]) -> float:
    """The temperature that suits the validation faces."""
    logits, labels = [], []
    faces = FaceSet(validation, SIZE, augment=False)
    with torch.no_grad():
        for start in range(0, len(faces), 16):
            group = [faces[index] for index in range(start, min(start + 16, len(faces)))]
            logits.append(network(torch.stack([face for face, _ in group])).numpy())
            labels += [int(female) for _, female in group]
    female = np.concatenate(logits)
    temperature = best_temperature(np.stack([np.zeros_like(female), female], axis=1), np.array(labels))
    print(f"temperature {temperature:.2f}")
    return temperature


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
