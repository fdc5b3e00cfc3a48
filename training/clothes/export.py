"""From a checkpoint to the four files of the clothes networks: calibrated, quantised, measured."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from contracts.clothes import SLOTS, Slot
from serving.networks.clothes_crop import CROP_SIZE
from training.calibration import best_temperature
from training.checkpoints import load_network
from training.clothes.card import card_of
from training.clothes.data import CropSet, samples_of
from training.clothes.evaluate import (
    PUBLISHED_SETS,
    SETS,
    Files,
    Readings,
    category_truth,
    labelled,
    measure,
    read,
    retrieval,
)
from training.clothes.network import FEATURES, ClothesNetwork, ServedHead, ServedTrunk
from training.clothes.samples import Sample
from training.onnx_file import Card, Measured, check_parity, save, sha256_of, to_onnx
from training.precision import variants, write_variants
from training.quantise import int8

TOLERATED_LOSS = 0.005
"""Validation accuracy, over all slots, that int8 may lose against float32."""

EXPORTS = Path("runs/export")
"""Each version in every precision."""

_PARITY = 2e-3
"""Of features up to about 10, after 40 convolutions summed in another order."""
_CALIBRATION_CROPS = 160


def export(checkpoint: Path, models: Path, version: int, every: int = 1, data: Path | None = None) -> None:
    """Write the trunk and its three heads from a training checkpoint, and print what was measured.

    Served is an int8 trunk unless that loses more than TOLERATED_LOSS on validation; every precision goes
    under EXPORTS. `every` 4 looks at every fourth validation and test sample only. `data` is a
    DeepFashion folder, None for our shards.
    Raises ExportError if ONNX Runtime does not compute what PyTorch does.
    """
    network = ClothesNetwork()
    load_network(network, checkpoint)
    network.eval()
    validation, test = samples_of("validation", data)[::every], samples_of("test", data)[::every]
    calibration = _calibration_batches(data)
    trunk = _trunk(network, calibration[0][:2])
    heads: Files = {slot: _head(network, slot) for slot in SLOTS}
    plain: Files = {"trunk": trunk, **heads}
    quantised: Files = {**plain, "trunk": quantised_trunk(trunk, calibration)}
    before, after = read(plain, validation, data), read(quantised, validation, data)
    exact, rough = (_accuracy(validation, readings) for readings in (before, after))
    print(f"validation accuracy: float32 trunk {exact:.4f}, int8 trunk {rough:.4f}")
    fits = rough >= exact - TOLERATED_LOSS
    served, readings = (quantised, after) if fits else (plain, before)
    for slot in SLOTS:
        served[slot] = plain[slot] = _head(network, slot, *_temperatures(validation, readings, slot))
    measured = measured_on(test, served, data)
    cards = {
        part: card_of(part, version, measured, "int8" if fits else "fp32", data) for part in ("trunk", *SLOTS)
    }
    _write_variants(plain, quantised, cards, version)
    _write(served, cards, models, version)


def measured_on(test: list[Sample], files: Files, data: Path | None = None) -> dict[Slot, list[Measured]]:
    """What each head says for itself of the test samples; printed, too."""
    readings = read(files, test, data)
    sets = SETS if data is None else PUBLISHED_SETS
    measured = {slot: measure(test, readings, slot, sets) for slot in SLOTS}
    for slot in SLOTS:
        near = retrieval(test, readings, slot)
        measured[slot] += [near] if near else []
        for one in measured[slot]:
            print(f"{slot}: {one.set}: {one.metric} {one.value:.4f} ({one.count})")
    return measured


def _trunk(network: ClothesNetwork, images: NDArray[np.uint8]) -> onnx.ModelProto:
    served = ServedTrunk(network.trunk)
    example = torch.from_numpy(images)
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


def _calibration_batches(data: Path | None, batch: int = 8) -> list[NDArray[np.uint8]]:
    """Crops of the training part, evenly over all sources."""
    samples = samples_of("train", data)
    chosen = samples[:: max(1, len(samples) // _CALIBRATION_CROPS)][:_CALIBRATION_CROPS]
    crops = CropSet(chosen, CROP_SIZE, augment=False, data=data)
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


def _write_variants(plain: Files, quantised: Files, cards: dict[str, Card], version: int) -> None:
    """Every precision of the four files, for `python -m training precisions`."""
    trunks = EXPORTS / "clothes-trunk" / str(version)
    write_variants(trunks, variants(_proto(plain["trunk"]), _proto(quantised["trunk"])), cards["trunk"])
    for slot in SLOTS:
        head = _proto(plain[slot])
        write_variants(
            EXPORTS / f"clothes-{slot}" / str(version), variants(head, head), cards[slot], trunks=trunks
        )


def _write(files: Files, cards: dict[str, Card], models: Path, version: int) -> None:
    trunk = models / "clothes-trunk" / str(version) / "model.onnx"
    for part in ("trunk", *SLOTS):
        target = models / f"clothes-{part}" / str(version) / "model.onnx"
        card = cards[part] if part == "trunk" else replace(cards[part], trunk_sha256=sha256_of(trunk))
        save(_proto(files[part]), target, card)
        print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {card.precision}")


def _proto(model: onnx.ModelProto | Path) -> onnx.ModelProto:
    assert isinstance(model, onnx.ModelProto)
    return model
