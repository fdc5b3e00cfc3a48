"""From a trained network to models/gender/<version>/model.onnx: calibrated, quantised, measured."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import nn

from training.calibration import best_scale
from training.data.photos import photos_of
from training.data.utkface import crop_of
from training.gender.data import faces_of
from training.gender.evaluate import Prediction, accuracy, faces_in, measure, measure_heads, predict
from training.gender.heads import unseen_heads
from training.gender.network import LABELS, GenderNetwork, ServedGender
from training.onnx_file import Card, check_parity, save, to_onnx
from training.precision import Precision, variants, write_variants
from training.quantise import int8

TOLERATED_LOSS = 0.005
"""Validation accuracy that int8 may lose against float32."""

EXPORTS = Path("runs/export/gender")
"""Each version in every precision, for `python -m training precisions`."""

_PARITY = 1e-4
_CALIBRATION_FACES = 192
TRAINED_ON = "UTKFace, training part (80 %), all ages"
_LICENCE = "Trained on UTKFace: non-commercial research purposes only"


def export(
    network: nn.Module,
    models: Path,
    version: int,
    limit: int | None,
    data: Path | None = None,
    trained_on: str = TRAINED_ON,
) -> None:
    """Write `models`/gender/`version`/model.onnx, and every precision of it under EXPORTS; print the figures.

    Served is int8 unless it loses more than TOLERATED_LOSS on validation. `limit` is how many faces of
    validation and of test are looked at, None for all; `data` is a UTKFace folder, None for our shard;
    `trained_on` goes into the metadata.

    Raises ExportError if ONNX Runtime does not compute what PyTorch does.
    """
    if isinstance(network, GenderNetwork):
        network = network.merged()
    validation, calibration = faces_in("validation", limit, data), _images(_CALIBRATION_FACES, data)
    plain = _model(network, calibration[0][:4])
    temperature, offset = scale_of(predict(plain, validation, data))
    print(f"temperature {temperature:.2f}, offset {offset:.2f}")
    calibrated = _model(network, calibration[0][:4], temperature, offset)
    found = variants(calibrated, quantised_gender(calibrated, calibration))
    losses = {name: accuracy(predict(found[name], validation, data)) for name in ("fp32", "int8")}
    print(f"validation accuracy over {len(validation)}: {losses}")
    served: Precision = "int8" if losses["int8"] >= losses["fp32"] - TOLERATED_LOSS else "fp32"
    measured = measure(predict(found[served], faces_in("test", limit, data), data))
    if data is None:
        measured += measure_heads(found[served], unseen_heads()[:limit])
    for one in measured:
        print(f"{one.set}: {one.metric} {one.value:.4f} ({one.count})")
    card = Card("gender", version, LABELS, trained_on, measured, _LICENCE, served)
    write_variants(EXPORTS / str(version), found, card)
    target = models / "gender" / str(version) / "model.onnx"
    save(found[served], target, card)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {served}")


def _model(
    network: nn.Module, images: NDArray[np.uint8], temperature: float = 1.0, offset: float = 0.0
) -> onnx.ModelProto:
    served = ServedGender(network, temperature, offset)
    example = torch.from_numpy(images)
    model = to_onnx(served, example, "image", ["probabilities"], ["batch"])
    difference = check_parity(model, served, example, _PARITY)
    print(f"largest difference between ONNX and PyTorch: {difference:.2g}")
    return model


def quantised_gender(model: onnx.ModelProto, batches: list[NDArray[np.uint8]]) -> onnx.ModelProto:
    """Int8 from the first convolution to the hidden layer; the last layer's one logit stays float32."""
    last = [node.name for node in model.graph.node if node.op_type == "Gemm"][-1]
    operators = ("Conv", "Relu", "MaxPool", "Reshape", "Gemm", "Clip", "Add", "ReduceMean")
    return int8(model, batches, operators=operators, keep_float=(last,))


def scale_of(predictions: list[Prediction]) -> tuple[float, float]:
    """The temperature and the offset of the logit that suit uncalibrated predictions."""
    female = np.array([one.female for one in predictions]).clip(1e-7, 1 - 1e-7)
    labelled = np.array([one.face.gender == "female" for one in predictions])
    return best_scale(np.log(female / (1 - female)), labelled)


def _images(count: int, data: Path | None, batch: int = 16) -> list[NDArray[np.uint8]]:
    """Batches uint8 [n, 150, 150, 3] of at most `count` training faces, evenly over the index."""
    faces, photos = faces_of("train", data), photos_of("utkface", data)
    chosen = faces[:: max(1, len(faces) // count)][:count]
    images = np.stack([crop_of(photos, face) for face in chosen])
    return [images[start : start + batch] for start in range(0, len(images), batch)]
