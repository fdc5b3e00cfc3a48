"""Labelled photos as batches: image, heatmaps and fields with their weights."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from training.data.photos import photos_of
from training.data.split import Part
from training.data.tolerant import Tolerant
from training.options import TrainingOptions
from training.pose import coco
from training.pose.augment import Example, augmented
from training.pose.labels import Label, load_labels
from training.pose.targets import make_targets

SOURCES = ("street", "attributes", "keypoints")
CANVAS = (320, 240)
"""Height and width that training looks at, multiples of 8."""

Batch = dict[str, Tensor]


def labels_of(folder: Path, part: Part, data: Path | None = None) -> list[Label]:
    """The labels of one part: of COCO in `data`, else of all sources, from `<source>.jsonl` in `folder`."""
    if data is not None:
        found = coco.labels(data)
    else:
        found = [label for source in SOURCES for label in load_labels(folder / f"{source}.jsonl")]
    return [label for label in found if label.part == part]


class LabelledPhotos(Dataset[Batch]):
    """Random variants of the labelled photos; `fixed` makes each photo's variant the same every time.

    One item: image uint8 [H,W,3] RGB, heatmaps and heatmap_weights float32 [19,H/8,W/8], pafs and paf_weights
    float32 [38,H/8,W/8].
    """

    def __init__(
        self,
        labels: Sequence[Label],
        *,
        canvas: tuple[int, int] = CANVAS,
        fixed: bool = False,
        data: Path | None = None,
    ) -> None:
        """Read from `data`, else from the shards of the labels' sources, when first asked."""
        self._labels = list(labels)
        self._canvas = canvas
        self._fixed = fixed
        self._photos = {source: photos_of(source, data) for source in {label.source for label in labels}}

    def __len__(self) -> int:
        """The number of labels."""
        return len(self._labels)

    def __getitem__(self, index: int) -> Batch:
        """A variant of the photo with that number; DataError if it cannot be read."""
        label = self._labels[index]
        photo = self._photos[label.source].rgb(label.shard, label.file)
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


def training_loader(options: TrainingOptions, labels: Path, data: Path | None) -> DataLoader[Batch]:
    """Variants of the training photos, each photo once in an epoch."""
    found = labels_of(labels, "train", data)
    readable = Tolerant(LabelledPhotos(found, data=data), len(found))
    return DataLoader(readable, options.batch, shuffle=True, drop_last=True, num_workers=options.workers)


def validation_loader(options: TrainingOptions, labels: Path, data: Path | None) -> DataLoader[Batch]:
    """The same variants of the validation photos every time."""
    found = labels_of(labels, "validation", data)
    readable = Tolerant(LabelledPhotos(found, fixed=True, data=data), len(found))
    return DataLoader(readable, options.batch, num_workers=options.workers)
