"""How well an exported gender file does on faces that no network was trained on."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from training.calibration import calibration_error
from training.data.photos import photos_of
from training.data.split import Part
from training.data.utkface import Face, crop_of, faces
from training.gender.heads import Head
from training.gender.network import LABELS
from training.onnx_file import Measured, session

ADULT = 13
"""Years from which a face is counted in the headline figure: below, many labels cannot be seen in a face."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A face and the probability of female that a file gave it."""

    face: Face
    female: float

    @property
    def right(self) -> bool:
        """Whether the likelier label is the face's."""
        return LABELS[int(self.female > 0.5)] == self.face.gender


def predict(
    model: onnx.ModelProto | Path,
    chosen: list[Face],
    data: Path | None = None,
    batch: int = 16,
    threads: int = 2,
) -> list[Prediction]:
    """What `model` says of faces, of our shard or in `data`, through ONNX Runtime."""
    photos = photos_of("utkface", data)
    crops = (crop_of(photos, face) for face in chosen)
    return [
        Prediction(face, female)
        for face, female in zip(chosen, _female(model, crops, batch, threads), strict=True)
    ]


def heads_right(model: onnx.ModelProto | Path, heads: Sequence[Head], threads: int = 2) -> NDArray[np.bool_]:
    """Whether `model` says the label of each head, bool [N]."""
    female = _female(model, (head.crop for head in heads), batch=16, threads=threads)
    return np.array(
        [LABELS[int(one > 0.5)] == head.gender for head, one in zip(heads, female, strict=True)], np.bool_
    )


def _female(
    model: onnx.ModelProto | Path, crops: Iterable[NDArray[np.uint8]], batch: int, threads: int
) -> Iterator[float]:
    runner, waiting = session(model, threads), iter(crops)
    while group := list(itertools.islice(waiting, batch)):
        (probabilities,) = runner.run(["probabilities"], {"image": np.stack(group)})
        yield from map(float, probabilities[:, 1])


def faces_in(part: Part, limit: int | None = None, data: Path | None = None) -> list[Face]:
    """The faces of a part, of all ages, of our shard or of `data`; `limit` takes the first so many."""
    return [face for face in faces(data) if face.part == part][:limit]


def accuracy(predictions: list[Prediction]) -> float:
    """The share that is right, 0..1; not a number for none."""
    return float(np.mean([prediction.right for prediction in predictions])) if predictions else float("nan")


def confusion(predictions: list[Prediction]) -> NDArray[np.int64]:
    """Counts int64 [2, 2]: labelled (rows) by predicted (columns), in the order of LABELS."""
    counts = np.zeros((2, 2), np.int64)
    for one in predictions:
        counts[LABELS.index(one.face.gender), int(one.female > 0.5)] += 1
    return counts


def measure_heads(model: onnx.ModelProto | Path, heads: Sequence[Head], threads: int = 2) -> list[Measured]:
    """The accuracy over heads of the attribute photos; nothing of none."""
    if not heads:
        return []
    right = heads_right(model, heads, threads)
    share = round(float(right.mean()), 4)
    return [Measured("attribute photos test, as the services cut heads", "accuracy", share, len(right))]


def _is_adult_of(race: str, face: Face) -> bool:
    return face.age >= ADULT and face.race == race


GROUPS: dict[str, Callable[[Face], bool]] = {
    "UTKFace test, 13 years and older": lambda face: face.age >= ADULT,
    "UTKFace test, all ages": lambda _: True,
    "UTKFace test, men from 13": lambda face: face.age >= ADULT and face.gender == "male",
    "UTKFace test, women from 13": lambda face: face.age >= ADULT and face.gender == "female",
    "UTKFace test, 60 years and older": lambda face: face.age >= 60,
    **{
        f"UTKFace test, {race}, from 13": partial(_is_adult_of, race)
        for race in ("White", "Black", "Asian", "Indian", "other")
    },
}


def measure(predictions: list[Prediction]) -> list[Measured]:
    """Accuracy for each of GROUPS, and the calibration error over the first."""
    measured = []
    for name, belongs in GROUPS.items():
        group = [one for one in predictions if belongs(one.face)]
        if group:
            measured.append(Measured(name, "accuracy", round(accuracy(group), 4), len(group)))
    adults = [one for one in predictions if one.face.age >= ADULT]
    female = np.array([one.female for one in adults])
    error = calibration_error(np.maximum(female, 1 - female), np.array([one.right for one in adults]))
    measured.append(Measured(next(iter(GROUPS)), "expected calibration error", round(error, 4), len(adults)))
    return measured
