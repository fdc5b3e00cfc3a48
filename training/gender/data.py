"""Faces as batches: balanced and augmented for training, as they are for validation."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import ConcatDataset, DataLoader, Dataset, WeightedRandomSampler

from training.data.photos import photos_of
from training.data.split import Part
from training.data.tolerant import Tolerant
from training.data.utkface import Face, crop_of, faces
from training.gender.augment import augmented
from training.gender.heads import Head
from training.options import TrainingOptions


def faces_of(part: Part, data: Path | None = None) -> list[Face]:
    """The faces of one part, of all ages, of our shard or of the published set in `data`."""
    return [face for face in faces(data) if face.part == part]


def balance(chosen: list[Face]) -> list[float]:
    """Weights for drawing: both genders as often in every decade of age."""
    groups = [(face.gender, min(face.age // 10, 7)) for face in chosen]
    genders_per_decade = {group: groups.count(group) for group in set(groups)}
    decades = [group[1] for group in groups]
    sizes = {decade: decades.count(decade) for decade in set(decades)}
    # A decade as a whole is drawn by the square root of its size: the old are not drowned, nor repeated
    # until they are learnt by heart.
    return [sizes[group[1]] ** 0.5 / genders_per_decade[group] for group in groups]


Item = tuple[Tensor, Tensor]


class FaceSet(Dataset[Item]):
    """Faces, kept in memory once read (68 kB each): uint8 [150, 150, 3] RGB, and 1.0 for female."""

    def __init__(self, chosen: list[Face], *, strength: float | None, data: Path | None = None) -> None:
        """`strength` is that of `augmented`; None: the faces as they are."""
        self._chosen = chosen
        self._photos = photos_of("utkface", data)
        self._read: dict[int, NDArray[np.uint8]] = {}
        self._strength = strength

    def __len__(self) -> int:
        """How many faces."""
        return len(self._chosen)

    def __getitem__(self, index: int) -> Item:
        """The face at `index`, another variation each time if it is to be varied; DataError as `crop_of`."""
        chosen = self._chosen[index]
        if index not in self._read:
            self._read[index] = crop_of(self._photos, chosen)
        face = self._read[index]
        if self._strength is not None:
            face = _varied(face, self._strength)
        return torch.from_numpy(face), torch.tensor(float(chosen.gender == "female"))


class HeadSet(Dataset[Item]):
    """Heads cut out of photos, another variation each time: as the items of `FaceSet`."""

    def __init__(self, heads: Sequence[Head], strength: float) -> None:
        self._heads = heads
        self._strength = strength

    def __len__(self) -> int:
        """How many heads."""
        return len(self._heads)

    def __getitem__(self, index: int) -> Item:
        """A variation of the head at `index`."""
        head = self._heads[index]
        return torch.from_numpy(_varied(head.crop, self._strength)), torch.tensor(
            float(head.gender == "female")
        )


def _varied(face: NDArray[np.uint8], strength: float) -> NDArray[np.uint8]:
    return augmented(face, np.random.default_rng(int(torch.randint(2**31, ()))), strength)


@dataclass(frozen=True, kw_only=True)
class TrainingFaces:
    """What a run draws from: the training part of UTKFace (of `data`, else of our shard), and `heads`.

    `heads_share` of what is drawn, 0..1, are `heads`, both genders as often. `strength`: see `augmented`.
    """

    data: Path | None = None
    heads: Sequence[Head] = ()
    heads_share: float = 0.0
    strength: float = 1.0

    def weighted(self) -> tuple[Dataset[Item], list[float]]:
        """Balanced, varied faces, and the weights to draw them by."""
        chosen = faces_of("train", self.data)
        faces: Dataset[Item] = FaceSet(chosen, strength=self.strength, data=self.data)
        readable: Dataset[Item] = Tolerant(faces, len(chosen))
        weights = balance(chosen)
        if not self.heads:
            return readable, weights
        scale = (1 - self.heads_share) / sum(weights)
        genders = [head.gender for head in self.heads]
        weights = [scale * weight for weight in weights]
        weights += [self.heads_share / (len(set(genders)) * genders.count(gender)) for gender in genders]
        return ConcatDataset([readable, HeadSet(self.heads, self.strength)]), weights


def training_loader(
    options: TrainingOptions, images_per_epoch: int, drawn: TrainingFaces
) -> DataLoader[Item]:
    """An epoch is a random `images_per_epoch` of the training faces."""
    faces, weights = drawn.weighted()
    sampler = WeightedRandomSampler(weights, images_per_epoch)
    return DataLoader(faces, options.batch, sampler=sampler, drop_last=True, num_workers=options.workers)


def validation_loader(options: TrainingOptions, data: Path | None = None) -> DataLoader[Item]:
    """The validation faces, as they are."""
    chosen = faces_of("validation", data)
    readable = Tolerant(FaceSet(chosen, strength=None, data=data), len(chosen))
    return DataLoader(readable, options.batch, num_workers=options.workers)
