"""Labelled photos as batches: image, heatmaps and fields with their weights."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from training.data.shards import Shards
from training.data.split import Part
from training.pose.augment import Example, augmented
from training.pose.labels import Label, load_labels
from training.pose.targets import make_targets

SOURCES = ("street", "attributes", "keypoints")
CANVAS = (320, 240)
"""Height and width that training looks at, multiples of 8."""

Batch = dict[str, Tensor]


def labels_of(folder: Path, part: Part) -> list[Label]:
    """The labels of one part of all sources, from `<source>.jsonl` in `folder`."""
    found = [label for source in SOURCES for label in load_labels(folder / f"{source}.jsonl")]
    return [label for label in found if label.part == part]


class LabelledPhotos(Dataset[Batch]):
    """Random variants of the labelled photos; `fixed` makes each photo's variant the same every time.

    One item: image uint8 [H,W,3] RGB, heatmaps and heatmap_weights float32 [19,H/8,W/8], pafs and paf_weights
    float32 [38,H/8,W/8].
    """

    def __init__(
        self, labels: Sequence[Label], *, canvas: tuple[int, int] = CANVAS, fixed: bool = False
    ) -> None:
        """Read from the shards of the labels' sources, when first asked."""
        self._labels = list(labels)
        self._canvas = canvas
        self._fixed = fixed
        self._shards = {source: Shards(source) for source in {label.source for label in labels}}

    def __len__(self) -> int:
        """The number of labels."""
        return len(self._labels)

    def __getitem__(self, index: int) -> Batch:
        """A variant of the photo with that number."""
        label = self._labels[index]
        photo = self._shards[label.source].rgb(label.shard, label.file)
        seed = index if self._fixed else int(torch.randint(2**31, ()))
        example = Example(photo, label.positions, label.known, label.others)
        return to_item(augmented(example, *self._canvas, np.random.default_rng(seed)))


def to_item(example: Example) -> Batch:
    """The image and its targets, as `LabelledPhotos` gives them."""
    height, width = example.image.shape[:2]
    targets = make_targets(example.positions, example.known, example.others, height, width)
    return {
        "image": torch.from_numpy(np.ascontiguousarray(example.image)),
        "heatmaps": torch.from_numpy(targets.heatmaps),
        "heatmap_weights": torch.from_numpy(targets.heatmap_weights),
        "pafs": torch.from_numpy(targets.pafs),
        "paf_weights": torch.from_numpy(targets.paf_weights),
    }
