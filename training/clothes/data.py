"""The garment samples as batches of crops and targets."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, WeightedRandomSampler

from contracts.clothes import CATEGORIES, SLOTS
from serving.networks.clothes_crop import CROP_SIZE, garment_crop
from training.clothes import deepfashion
from training.clothes.augment import augmented, jittered
from training.clothes.photos import PhotoStore, TeacherBoxes
from training.clothes.samples import Sample, all_samples
from training.clothes.taxonomy import COLOURS, KINDS, PATTERNS
from training.data.split import Part
from training.data.tolerant import Tolerant
from training.options import TrainingOptions

UNKNOWN = -1

DOUBTFUL_WEIGHT = 0.4

JOINTS = Path("runs/clothes/joints.npz")


class Targets(NamedTuple):
    """Per slot, in the order of SLOTS, as int64 [3] ([N, 3] in a batch): an index, or UNKNOWN.

    `worn` is 0 or 1; `colour` and `pattern` are those of the garment in the slot. `weight` (float [3]) is
    what the sample counts for: less where its label is doubtful.
    """

    category: Tensor
    worn: Tensor
    kind: Tensor
    colour: Tensor
    pattern: Tensor
    weight: Tensor


def targets_of(sample: Sample) -> Targets:
    """The known facts of a sample as numbers."""
    category, worn, kind, colour, pattern = ([UNKNOWN] * len(SLOTS) for _ in range(5))
    for place, slot in enumerate(SLOTS):
        if slot in sample.worn:
            worn[place] = int(sample.worn[slot])
        name = sample.kinds.get(slot)
        if name is None:
            continue
        kind[place] = KINDS[slot].index(name)
        if name in CATEGORIES[slot]:
            category[place] = CATEGORIES[slot].index(name)
        if sample.colour is not None:
            colour[place] = COLOURS.index(sample.colour)
        if sample.pattern is not None:
            pattern[place] = PATTERNS.index(sample.pattern)
    weight = [DOUBTFUL_WEIGHT if sample.doubtful else 1.0] * len(SLOTS)
    return Targets(*(torch.tensor(values) for values in (category, worn, kind, colour, pattern, weight)))


def samples_of(part: Part, data: Path | None = None) -> list[Sample]:
    """All samples of one part, of our shards or of DeepFashion in `data`.

    The teacher's joints, which cut the people of our shards, are kept in JOINTS.
    """
    found = all_samples(TeacherBoxes(JOINTS)) if data is None else deepfashion.samples(data)
    return [sample for sample in found if sample.part == part]


def balance(samples: list[Sample]) -> list[float]:
    """Weights for drawing: a group (worn or laid out, slot, kind) by the square root of its size.

    Groups that teach one of the ten categories come twice as often as those that do not, and worn garments,
    which are what the product reads, as often again as those laid out.
    """
    groups = [_group(sample) for sample in samples]
    sizes = Counter(groups)
    return [
        (2.0 if group[2] else 1.0) * (1.5 if sample.slot else 1.0) / sizes[group] ** 0.5
        for sample, group in zip(samples, groups, strict=True)
    ]


def _group(sample: Sample) -> tuple[str | None, str, bool]:
    kinds = ",".join(sample.kinds.values())
    taught = any(kind in CATEGORIES[slot] for slot, kind in sample.kinds.items())
    return sample.slot, kinds, taught


Item = tuple[Tensor, Targets]


class CropSet(Dataset[Item]):
    """Crops uint8 [size, size, 3] RGB as serving cuts them, and their targets."""

    def __init__(self, samples: list[Sample], size: int, *, augment: bool, data: Path | None = None) -> None:
        self._samples = samples
        self._size = size
        self._store = PhotoStore(data)
        self._augment = augment

    def __len__(self) -> int:
        """How many samples."""
        return len(self._samples)

    def __getitem__(self, index: int) -> Item:
        """The sample at `index`, another variation each time where the set augments; DataError as `crop`."""
        sample = self._samples[index]
        return torch.from_numpy(self.crop(sample)), targets_of(sample)

    def crop(self, sample: Sample) -> NDArray[np.uint8]:
        """The crop of a sample; DataError if its photo cannot be read."""
        photo = self._store.photo(sample.source, sample.shard, sample.file)
        if self._augment:
            random = np.random.default_rng(int(torch.randint(2**31, ())))
            box = jittered(sample.box, random, person=sample.slot is not None)
            crop = augmented(garment_crop(photo, box), random)
        else:
            crop = garment_crop(photo, sample.box)
        if self._size != CROP_SIZE:
            crop = cv2.resize(crop, (self._size, self._size), interpolation=cv2.INTER_AREA).astype(np.uint8)
        return crop


def training_loader(
    options: TrainingOptions, size: int, images_per_epoch: int, data: Path | None = None
) -> DataLoader[Item]:
    """Balanced, augmented crops of the training part; an epoch is a random `images_per_epoch` of them."""
    samples = samples_of("train", data)
    sampler = WeightedRandomSampler(balance(samples), images_per_epoch)
    readable = Tolerant(CropSet(samples, size, augment=True, data=data), len(samples))
    return DataLoader(readable, options.batch, sampler=sampler, drop_last=True, num_workers=options.workers)


def validation_loader(
    options: TrainingOptions, size: int, limit: int, data: Path | None = None
) -> DataLoader[Item]:
    """Every so many-th validation crop, `limit` at most, as they are."""
    samples = samples_of("validation", data)
    chosen = samples[:: -(-len(samples) // limit)]
    readable = Tolerant(CropSet(chosen, size, augment=False, data=data), len(chosen))
    return DataLoader(readable, options.batch, num_workers=options.workers)
