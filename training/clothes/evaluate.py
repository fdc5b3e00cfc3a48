"""How well the exported clothes files do on photos that no network was trained on."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, SLOTS, Slot
from serving.networks.clothes_crop import CROP_SIZE
from training.calibration import calibration_error, roc_auc
from training.clothes.data import CropSet
from training.clothes.samples import Sample
from training.onnx_file import Measured, session

Files = dict[str, onnx.ModelProto | Path]
"""The trunk under "trunk", and a head under the name of its slot."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What one head says of N crops: probabilities [N, K], worn [N], embedding [N, 256]."""

    probabilities: NDArray[np.float32]
    worn: NDArray[np.float32]
    embedding: NDArray[np.float32]


def read(
    files: Files, samples: list[Sample], data: Path | None = None, batch: int = 8, threads: int = 2
) -> dict[Slot, Readings]:
    """What every head says of every sample, cut as serving cuts it, through ONNX Runtime."""
    crops = CropSet(samples, CROP_SIZE, augment=False, data=data)
    trunk = session(files["trunk"], threads)
    heads = {slot: session(files[slot], threads) for slot in SLOTS}
    found: dict[Slot, list[list[NDArray[np.float32]]]] = {slot: [] for slot in SLOTS}
    for start in range(0, len(samples), batch):
        image = np.stack([crops.crop(sample) for sample in samples[start : start + batch]])
        (features,) = trunk.run(["features"], {"image": image})
        for slot, head in heads.items():
            found[slot].append(head.run(["probabilities", "worn", "embedding"], {"features": features}))
    return {
        slot: Readings(*(np.concatenate(parts) for parts in zip(*batches, strict=True)))
        for slot, batches in found.items()
    }


def is_person(sample: Sample) -> bool:
    """Whether the crop was cut from a photo of a person by a slot's box."""
    return sample.slot is not None


def is_clear(sample: Sample) -> bool:
    """Whether it is a person's, and whoever labelled it was sure."""
    return is_person(sample) and not sample.doubtful


def is_laid_out(sample: Sample) -> bool:
    """Whether the photo is read as one garment."""
    return sample.slot is None


SETS: dict[str, Callable[[Sample], bool]] = {
    "worn (street, attributes, kimono), clear labels": is_clear,
    "worn, doubtful labels too": is_person,
    "as one garment (garments, products, kimono)": is_laid_out,
}
PUBLISHED_SETS: dict[str, Callable[[Sample], bool]] = {"worn (DeepFashion)": is_person}


def labelled(samples: list[Sample], slot: Slot) -> list[int]:
    """Places of the samples whose category in `slot` is one of the ten."""
    return [i for i, sample in enumerate(samples) if sample.kinds.get(slot) in CATEGORIES[slot]]


def category_truth(samples: list[Sample], rows: list[int], slot: Slot) -> NDArray[np.int64]:
    """Indices into CATEGORIES[slot] of the samples at `rows`."""
    return np.array([CATEGORIES[slot].index(samples[row].kinds[slot]) for row in rows], np.int64)


def measure(
    samples: list[Sample],
    readings: dict[Slot, Readings],
    slot: Slot,
    sets: Mapping[str, Callable[[Sample], bool]] = SETS,
) -> list[Measured]:
    """One slot: category accuracy, per-class recall and calibration, and how well `worn` separates."""
    measured: list[Measured] = []
    for name, belongs in sets.items():
        rows = [row for row in labelled(samples, slot) if belongs(samples[row])]
        if rows:
            measured += _categories(samples, readings[slot], rows, slot, f"test, {name}")
        rows = [i for i, sample in enumerate(samples) if slot in sample.worn and belongs(sample)]
        worn = np.array([samples[row].worn[slot] for row in rows], np.bool_)
        if worn.any() and not worn.all():
            auc = roc_auc(readings[slot].worn[rows], worn)
            right = float(((readings[slot].worn[rows] > 0.5) == worn).mean())
            measured += [
                Measured(f"test, {name}", "worn, area under ROC", round(auc, 4), len(rows)),
                Measured(f"test, {name}", "worn, accuracy", round(right, 4), len(rows)),
            ]
    return measured


def _categories(
    samples: list[Sample], reading: Readings, rows: list[int], slot: Slot, name: str
) -> list[Measured]:
    truth = category_truth(samples, rows, slot)
    probabilities = reading.probabilities[rows]
    right = probabilities.argmax(axis=1) == truth
    measured = [Measured(name, "accuracy", round(float(right.mean()), 4), len(rows))]
    for index, count in sorted(Counter(truth.tolist()).items()):
        recall = float(right[truth == index].mean())
        measured.append(Measured(name, f"recall of {CATEGORIES[slot][index]}", round(recall, 4), count))
    error = calibration_error(probabilities.max(axis=1), right)
    measured.append(Measured(name, "expected calibration error", round(error, 4), len(rows)))
    return measured


def retrieval(samples: list[Sample], readings: dict[Slot, Readings], slot: Slot) -> Measured | None:
    """How often the garment with the nearest embedding is of the same kind, worn and laid out mixed."""
    rows = [i for i, sample in enumerate(samples) if slot in sample.kinds]
    if len(rows) < 2:
        return None
    embedding = readings[slot].embedding[rows]
    likeness = embedding @ embedding.T
    np.fill_diagonal(likeness, -2.0)
    kinds = np.array([samples[row].kinds[slot] for row in rows])
    same = kinds[likeness.argmax(axis=1)] == kinds
    return Measured(
        "test, all", "nearest neighbour of the same kind", round(float(same.mean()), 4), len(rows)
    )
