"""From a checkpoint to the four files of the clothes networks: calibrated, quantised, measured."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, SLOTS, Slot
from serving.networks.clothes_crop import CROP_SIZE
from training.calibration import best_temperature
from training.clothes.data import CropSet, samples_of
from training.clothes.evaluate import Files, Readings, category_truth, labelled, measure, read, retrieval
from training.clothes.network import FEATURES, ClothesNetwork, ServedHead, ServedTrunk
from training.clothes.samples import Sample
from training.onnx_file import Card, Measured, check_parity, save, sha256_of, to_onnx
from training.quantise import int8
from training.trainer import load_network

TOLERATED_LOSS = 0.005
"""Validation accuracy, over all slots, that int8 may lose against float32."""

_PARITY = 2e-3
"""Of features up to about 10, after 40 convolutions summed in another order."""
_CALIBRATION_CROPS = 160
_TRAINED_ON = (
    "training parts (80 %) of Clothing Co-Parsing, Stanford Clothing Attributes, clothing-dataset, "
    "Fashion Product Images, DeepFashion (79 photos) and kimono albums; ImageNet weights to start from"
)
_LICENCE = "Trained on photos for research and evaluation only (see trained_on); starting weights Apache-2.0"


def export(checkpoint: Path, models: Path, version: int, every: int = 1) -> None:
    """Write the trunk and its three heads from a training checkpoint, and print what was measured.

    `every` 4 looks at every fourth validation and test sample only.
    Raises ExportError if ONNX Runtime does not compute what PyTorch does.
    """
    network = ClothesNetwork()
    load_network(network, checkpoint)
    network.eval()
    validation, test = samples_of("validation")[::every], samples_of("test")[::every]
    trunk = _trunk(network)
    heads: Files = {slot: _head(network, slot) for slot in SLOTS}
    plain: Files = {"trunk": trunk, **heads}
    quantised: Files = {**plain, "trunk": quantised_trunk(trunk, _calibration_batches())}
    before, after = read(plain, validation), read(quantised, validation)
    exact, rough = (_accuracy(validation, readings) for readings in (before, after))
    print(f"validation accuracy: float32 trunk {exact:.4f}, int8 trunk {rough:.4f}")
    files, precision, readings = quantised, "int8", after
    if rough < exact - TOLERATED_LOSS:
        files, precision, readings = plain, "fp32", before
    for slot in SLOTS:
        files[slot] = _head(network, slot, *_temperatures(validation, readings, slot))
    _save(files, precision, test, models, version)


def _trunk(network: ClothesNetwork) -> onnx.ModelProto:
    served = ServedTrunk(network.trunk)
    example = torch.from_numpy(_calibration_batches()[0][:2])
    model = to_onnx(served, example, "image", ["features"], ["batch"])
    difference = check_parity(model, served, example, _PARITY)
    print(f"trunk: largest difference between ONNX and PyTorch {difference:.2g}")
    return model


def quantised_trunk(model: onnx.ModelProto, batches: list[NDArray[np.uint8]]) -> onnx.ModelProto:
    """Int8 for every convolution but the stem, which alone would make most of the error.

    Features then differ by 10 % (relative L2), with the stem in int8 by 27 %; the stem is 4 % of the work.
    """
    stem = next(node.name for node in model.graph.node if node.op_type == "Conv")
    return int8(model, batches, operators=("Conv",), keep_float=(stem,))


def _head(network: ClothesNetwork, slot: Slot, *temperatures: float) -> onnx.ModelProto:
    served = ServedHead(network.head(slot), *temperatures)
    cells = CROP_SIZE // 16
    example = torch.rand(2, FEATURES, cells, cells)
    model = to_onnx(served, example, "features", ["probabilities", "worn", "embedding"], ["batch"])
    check_parity(model, served, example, _PARITY)
    return model


def _calibration_batches(batch: int = 8) -> list[NDArray[np.uint8]]:
    """Crops of the training part, evenly over all sources."""
    samples = samples_of("train")
    chosen = samples[:: len(samples) // _CALIBRATION_CROPS][:_CALIBRATION_CROPS]
    crops = CropSet(chosen, CROP_SIZE, augment=False)
    images = np.stack([crops.crop(sample) for sample in chosen])
    return [images[start : start + batch] for start in range(0, len(images), batch)]


def _accuracy(samples: list[Sample], readings: dict[Slot, Readings]) -> float:
    right: list[bool] = []
    for slot in SLOTS:
        rows = labelled(samples, slot)
        found = readings[slot].probabilities[rows].argmax(axis=1)
        right += (found == category_truth(samples, rows, slot)).tolist()
    return float(np.mean(right))


def _temperatures(samples: list[Sample], readings: dict[Slot, Readings], slot: Slot) -> tuple[float, float]:
    """For the categories and for `worn`, from what the uncalibrated head says of validation."""
    rows = labelled(samples, slot)
    logits = np.log(readings[slot].probabilities[rows].clip(1e-9))
    categories = best_temperature(logits, category_truth(samples, rows, slot))
    rows = [i for i, sample in enumerate(samples) if slot in sample.worn]
    worn = readings[slot].worn[rows].clip(1e-7, 1 - 1e-7)
    binary = np.stack([np.log(1 - worn), np.log(worn)], axis=1)
    truth = np.array([samples[row].worn[slot] for row in rows], np.int64)
    return categories, best_temperature(binary, truth)


def _save(files: Files, precision: str, test: list[Sample], models: Path, version: int) -> None:
    readings = read(files, test)
    measured = {slot: measure(test, readings, slot) for slot in SLOTS}
    for slot in SLOTS:
        near = retrieval(test, readings, slot)
        measured[slot] += [near] if near else []
        for one in measured[slot]:
            print(f"{slot}: {one.set}: {one.metric} {one.value:.4f} ({one.count})")
    headlines = [
        replace(one, set=f"{slot}, {one.set}")
        for slot in SLOTS
        for one in measured[slot]
        if one.metric == "accuracy"
    ]
    trunk = _write(files["trunk"], models, "clothes-trunk", version, [], headlines, precision, None)
    for slot in SLOTS:
        name, labels = f"clothes-{slot}", CATEGORIES[slot]
        _write(files[slot], models, name, version, labels, measured[slot], "fp32", sha256_of(trunk))


def _write(
    model: onnx.ModelProto | Path,
    models: Path,
    name: str,
    version: int,
    labels: tuple[str, ...] | list[str],
    measured: list[Measured],
    precision: str,
    trunk_sha256: str | None,
) -> Path:
    assert isinstance(model, onnx.ModelProto)
    target = models / name / str(version) / "model.onnx"
    card = Card(name, version, labels, _TRAINED_ON, measured, _LICENCE, precision, trunk_sha256)
    save(model, target, card)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {precision}")
    return target
