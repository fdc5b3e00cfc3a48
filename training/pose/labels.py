"""What is known about the one labelled person of a photo, and the file that keeps it between runs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from training.data.keypoints import JOINTS as SPORTS_JOINTS
from training.data.keypoints import SportsPerson
from training.data.split import Part, split_of
from training.errors import DataError

Floats = NDArray[np.float32]


class Known(IntEnum):
    """What a label says about one joint."""

    NOTHING = 0
    """It may be anywhere: nothing is learnt from its heatmap."""
    PLACE = 1
    """It is in the photo, at the position given."""
    OUTSIDE = 2
    """It is beyond the photo's edge: its heatmap is empty."""


@dataclass(frozen=True, slots=True)
class Label:
    """One photo's main person.

    positions: float32 [18, 2], x and y in pixels, meaningful where `known` is PLACE. known: int8 [18] of
    `Known`.
    others: float32 [n, 2], pixels where joints of other people may be.
    """

    source: str
    file: str
    shard: str
    positions: Floats
    known: NDArray[np.int8]
    others: Floats

    @property
    def part(self) -> Part:
        """Whether the photo trains, validates or tests."""
        return split_of(self.source, self.file)


def of_sports_person(person: SportsPerson, others: Floats) -> Label:
    """The labels of the keypoints set as they are; it knows no eyes, ears or nose."""
    positions = np.zeros((len(KEYPOINT_NAMES), 2), np.float32)
    known = np.full(len(KEYPOINT_NAMES), Known.NOTHING, np.int8)
    for number, name in enumerate(KEYPOINT_NAMES):
        if name in SPORTS_JOINTS and person.visible[SPORTS_JOINTS.index(name)]:
            positions[number] = person.positions[SPORTS_JOINTS.index(name)]
            known[number] = Known.PLACE
    return Label("keypoints", person.file, person.shard, positions, known, others)


def save_labels(path: Path, labels: Iterable[Label]) -> None:
    """Write one JSON object per line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps(
            {
                "source": label.source,
                "file": label.file,
                "shard": label.shard,
                "positions": label.positions.round(1).tolist(),
                "known": label.known.tolist(),
                "others": label.others.round(1).tolist(),
            }
        )
        for label in labels
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load_labels(path: Path) -> list[Label]:
    """What `save_labels` wrote; DataError if there is no such file."""
    if not path.is_file():
        raise DataError(f"labels: no file {path}; `python -m training pose label` makes it")
    labels = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels.append(
            Label(
                source=row["source"],
                file=row["file"],
                shard=row["shard"],
                positions=np.array(row["positions"], np.float32),
                known=np.array(row["known"], np.int8),
                others=np.array(row["others"], np.float32).reshape(-1, 2),
            )
        )
    return labels
