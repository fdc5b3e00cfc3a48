"""What each test photo is worth to an exported network, by the networks' own evaluation."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import SLOTS, Slot
from training.calibration import calibration_error
from training.clothes.data import samples_of
from training.clothes.evaluate import Readings, category_truth, is_clear, is_laid_out, labelled, read
from training.clothes.samples import Sample
from training.compare.network import ExportedNetwork
from training.data.shards import Shards
from training.errors import DataError
from training.gender.evaluate import ADULT, Prediction, faces_in, predict
from training.onnx_file import session
from training.pose.augment import Example
from training.pose.data import SOURCES, labels_of
from training.pose.evaluate import judge, main_person

Values = NDArray[np.float64]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Scores:
    """N photos of one set: `values` float64 [N], the share of each that was right, 0..1.

    `confidence` float64 [N], 0..1, is the network's own where a photo is either right or wrong. Two networks
    give the same sets with the same photos in the same order.
    """

    set: str
    metric: str
    values: Values
    confidence: Values | None = None

    @property
    def calibration(self) -> float | None:
        """Expected calibration error; None without `confidence`."""
        return None if self.confidence is None else calibration_error(self.confidence, self.values > 0)


def scores(network: ExportedNetwork, limit: int | None, labels: Path, threads: int) -> list[Scores]:
    """All test photos first, then the parts in which no network may get worse than what is served.

    `limit` looks at no more photos (pose, gender) or crops (clothes), evenly over the test part. `labels` is
    the folder of the pose labels. DataError if there are no test photos.
    """
    match network.task:
        case "gender":
            chosen = _spread(faces_in("test"), limit)
            found = of_faces(predict(network.files["gender"], chosen, threads=threads))
        case "clothes":
            samples = _spread(samples_of("test"), limit)
            found = of_crops(samples, read(dict(network.files), samples, threads=threads))
        case "pose":
            found = _of_people(network, labels, limit, threads)
    if not len(found[0].values):
        raise DataError(f"{network.task}: no test photos")
    return found


def of_faces(predictions: list[Prediction]) -> list[Scores]:
    """Faces from 13 years, then the men and the women among them."""
    adults = [one for one in predictions if one.face.age >= ADULT]
    groups = {
        f"UTKFace test, from {ADULT} years": adults,
        "of these, men": [one for one in adults if one.face.gender == "male"],
        "of these, women": [one for one in adults if one.face.gender == "female"],
    }
    return [
        Scores(
            name,
            "accuracy",
            np.array([one.right for one in group], np.float64),
            np.array([max(one.female, 1 - one.female) for one in group]),
        )
        for name, group in groups.items()
        if group or group is adults
    ]


def of_crops(samples: list[Sample], readings: dict[Slot, Readings]) -> list[Scores]:
    """All photos, each worth the share of its garments that is right; then each slot, worn and laid out.

    Garments that people wear and whose label is doubtful are left out.
    """
    by_photo: dict[tuple[str, str], list[bool]] = defaultdict(list)
    parts: list[Scores] = []
    for slot in SLOTS:
        for name, belongs in (("worn", is_clear), ("as one garment", is_laid_out)):
            rows = [row for row in labelled(samples, slot) if belongs(samples[row])]
            if not rows:
                continue
            probabilities = readings[slot].probabilities[rows]
            right = probabilities.argmax(axis=1) == category_truth(samples, rows, slot)
            for row, one in zip(rows, right.tolist(), strict=True):
                by_photo[samples[row].source, samples[row].file].append(one)
            confidence = probabilities.max(axis=1).astype(np.float64)
            parts.append(Scores(f"{slot}, {name}", "accuracy", right.astype(np.float64), confidence))
    shares = np.array([np.mean(one) for one in by_photo.values()], np.float64)
    return [Scores("all test photos", "accuracy", shares), *parts]


def _of_people(network: ExportedNetwork, labels: Path, limit: int | None, threads: int) -> list[Scores]:
    """Joints placed rightly (PCK@0.2) of the main person, over all photos and by source."""
    runtime = session(network.files["pose"], threads)
    shards = {source: Shards(source) for source in SOURCES}
    by_source: dict[str, list[float]] = {source: [] for source in SOURCES}
    for label in _spread(labels_of(labels, "test"), limit):
        photo = shards[label.source].rgb(label.shard, label.file)
        judged = judge(
            main_person(runtime, photo), Example(photo, label.positions, label.known, label.others)
        )
        if judged:
            by_source[label.source].append(judged[0] / judged[1])
    everyone = [share for shares in by_source.values() for share in shares]
    named = {"all test photos": everyone, **{f"{name} test": by_source[name] for name in SOURCES}}
    return [
        Scores(name, "PCK@0.2", np.array(shares))
        for name, shares in named.items()
        if shares or shares is everyone
    ]


def _spread(items: list[Item], limit: int | None) -> list[Item]:
    return items[:: -(-len(items) // limit)] if limit and items else items
