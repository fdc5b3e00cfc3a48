"""How well the served answer, main person first, places the joints of labelled people.

PCK@0.2: share of the labelled joints from shoulders to ankles that are reported closer to the label than 0.2
torso lengths (middle of the shoulders to middle of the hips); a joint that is not reported is wrong.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from services.pose.decoding import decode
from services.pose.network_input import network_input
from services.pose.people import find_people
from training.data.keypoints import sports_people
from training.data.shards import Shards
from training.data.split import Part
from training.onnx_file import Measured, session
from training.pose.augment import Example, cut_above_neck, cut_below_hips
from training.pose.labels import Known, Label, load_labels

Floats = NDArray[np.float32]

_CLOSE = 0.2
BODY = slice(2, 14)
"""Shoulders to ankles, in KEYPOINT_NAMES."""

_SHOULDERS, _HIPS = [2, 5], [8, 11]
_WAIST = 0.2  # torso lengths under the hips at which photos are cut
_CHIN = 0.1  # torso lengths over the neck


def main_person(runtime: onnxruntime.InferenceSession, photo: NDArray[np.uint8]) -> Floats | None:
    """Joints float32 [18,3] of the main person: x, y in pixels, score (0 if not found); None if nobody."""
    heatmaps, pafs = runtime.run(None, {"image": network_input(photo)[None]})
    height, width = photo.shape[:2]
    people = find_people(decode(heatmaps[0], pafs[0]), width, height)
    if not people:
        return None
    joints = np.zeros((len(KEYPOINT_NAMES), 3), np.float32)
    for keypoint in people[0].keypoints:
        x, y = keypoint.x * width - 0.5, keypoint.y * height - 0.5
        joints[KEYPOINT_NAMES.index(keypoint.name)] = (x, y, keypoint.score)
    return joints


def judge(joints: Floats | None, example: Example) -> tuple[int, int] | None:
    """Body joints placed rightly and body joints labelled; None if the label has no torso to measure by."""
    judged = judge_each(joints, example)
    return None if judged is None else (int(judged[0].sum()), int(judged[1].sum()))


def judge_each(joints: Floats | None, example: Example) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """Of each of the BODY joints, bool [12] each: whether it is placed rightly, and whether it is labelled.

    None if the label has no torso to measure by.
    """
    placed = example.known == Known.PLACE
    if not (placed[_SHOULDERS].all() and placed[_HIPS].all()):
        return None
    middles = example.positions[_SHOULDERS].mean(axis=0) - example.positions[_HIPS].mean(axis=0)
    torso = float(np.hypot(*middles))
    labelled = placed[BODY]
    if joints is None:
        return np.zeros_like(labelled), labelled
    distance = np.hypot(*(joints[BODY, :2] - example.positions[BODY]).T)
    return labelled & (joints[BODY, 2] > 0) & (distance < _CLOSE * torso), labelled


def measure(
    model: onnx.ModelProto | Path, labels: Path, part: Part = "test", threads: int = 2
) -> list[Measured]:
    """PCK@0.2 of a network on the photos of `part`, by set; `labels`: folder of `<source>.jsonl`."""
    runtime = session(model, threads)
    return [_pck(runtime, name, examples) for name, examples in sets(labels, part).items()]


def sets(labels: Path, part: Part) -> dict[str, Iterator[Example]]:
    """What is measured on by its name, each photo read when asked for; `labels` as in `measure`."""
    upright = {person.file for person in sports_people() if person.upright}
    street = [label for label in load_labels(labels / "street.jsonl") if label.part == part]
    attributes = [label for label in load_labels(labels / "attributes.jsonl") if label.part == part]
    sports = [label for label in load_labels(labels / "keypoints.jsonl") if label.part == part]
    return {
        f"street {part}": _examples(street),
        f"street {part}, cut at the waist": (cut_below_hips(whole, _WAIST) for whole in _examples(street)),
        f"street {part}, head cut off": (cut_above_neck(whole, _CHIN) for whole in _examples(street)),
        f"attributes {part}": _examples(attributes),
        f"keypoints {part}, upright": _examples([label for label in sports if label.file in upright]),
        f"keypoints {part}, others": _examples([label for label in sports if label.file not in upright]),
    }


def milliseconds(model: Path, threads: int = 2, runs: int = 50) -> float:
    """Median time of the network alone on one image of 368 x 256."""
    runtime = session(model, threads)
    image = np.random.default_rng(0).integers(0, 256, (1, 368, 256, 3), dtype=np.uint8)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        runtime.run(None, {"image": image})
        times.append(time.perf_counter() - start)
    return float(np.median(times)) * 1000


def _pck(runtime: onnxruntime.InferenceSession, name: str, examples: Iterable[Example]) -> Measured:
    right = labelled = photos = 0
    for example in examples:
        judged = judge(main_person(runtime, example.image), example)
        if judged:
            right, labelled, photos = right + judged[0], labelled + judged[1], photos + 1
    return Measured(name, "PCK@0.2", round(right / max(labelled, 1), 4), photos)


def _examples(labels: Sequence[Label]) -> Iterator[Example]:
    shards = {source: Shards(source) for source in {label.source for label in labels}}
    for label in labels:
        photo = shards[label.source].rgb(label.shard, label.file)
        yield Example(photo, label.positions, label.known, label.others)
