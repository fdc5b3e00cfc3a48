"""UTKFace as batches: balanced, augmented faces for training, faces as they are for validation."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, WeightedRandomSampler

from training.data.photos import photos_of
from training.data.split import Part
from training.data.tolerant import Tolerant
from training.data.utkface import Face, crop_of, faces
from training.gender.augment import augmented
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

    def __init__(self, chosen: list[Face], *, augment: bool, data: Path | None = None) -> None:
        self._chosen = chosen
        self._photos = photos_of("utkface", data)
        self._read: dict[int, NDArray[np.uint8]] = {}
        self._augment = augment

    def __len__(self) -> int:
        """How many faces."""
        return len(self._chosen)

    def __getitem__(self, index: int) -> Item:
        """The face at `index`, another variation each time where the set augments; DataError as `crop_of`."""
        chosen = self._chosen[index]
        if index not in self._read:
            self._read[index] = crop_of(self._photos, chosen)
        face = self._read[index]
        if self._augment:
            face = augmented(face, np.random.default_rng(int(torch.randint(2**31, ()))))
        return torch.from_numpy(face), torch.tensor(float(chosen.gender == "female"))


def training_loader(
    options: TrainingOptions, images_per_epoch: int, data: Path | None = None
) -> DataLoader[Item]:
    """Balanced, augmented faces of the training part; an epoch is a random `images_per_epoch` of them."""
    chosen = faces_of("train", data)
    sampler = WeightedRandomSampler(balance(chosen), images_per_epoch)
    readable = Tolerant(FaceSet(chosen, augment=True, data=data), len(chosen))
    return DataLoader(readable, options.batch, sampler=sampler, drop_last=True, num_workers=options.workers)


def validation_loader(options: TrainingOptions, data: Path | None = None) -> DataLoader[Item]:
    """The validation faces, as they are."""
    chosen = faces_of("validation", data)
    readable = Tolerant(FaceSet(chosen, augment=False, data=data), len(chosen))
    return DataLoader(readable, options.batch, num_workers=options.workers)
