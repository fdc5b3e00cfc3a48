"""UTKFace as batches: balanced, augmented faces for training, faces as they are for validation."""

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, WeightedRandomSampler

from training.data.shards import Shards
from training.data.split import Part
from training.data.utkface import Face, faces
from training.gender.augment import augmented
from training.gender.network import standardised

CHILD_WEIGHT = 0.25
"""Of a face of 3 to 12 years against an adult's: many of their labels cannot be seen in the face."""


def faces_of(part: Part) -> list[Face]:
    """The faces of one part, without those under 3 years, whose gender cannot be seen."""
    return [face for face in faces() if face.part == part and face.age >= 3]


def balance(chosen: list[Face]) -> list[float]:
    """Weights for drawing: both genders as often in every decade of age, children seldom."""
    groups = [(face.gender, min(face.age // 10, 7)) for face in chosen]
    genders_per_decade = {group: groups.count(group) for group in set(groups)}
    decades = [group[1] for group in groups]
    sizes = {decade: decades.count(decade) for decade in set(decades)}
    # A decade as a whole is drawn by the square root of its size: the old are not drowned, nor repeated
    # until they are learnt by heart.
    return [
        (CHILD_WEIGHT if face.age < 13 else 1.0) * sizes[group[1]] ** 0.5 / genders_per_decade[group]
        for face, group in zip(chosen, groups, strict=True)
    ]


class FaceSet(Dataset[tuple[Tensor, Tensor]]):
    """Faces held in memory (22 kB each): standardised float [1, size, size], and 1.0 for female."""

    def __init__(self, chosen: list[Face], size: int, *, augment: bool, seed: int = 17) -> None:
        shards = Shards("utkface")
        self._faces = [shards.grey(face.shard, face.file) for face in chosen]
        self._targets = [float(face.gender == "female") for face in chosen]
        self._size = size
        self._random = np.random.default_rng(seed) if augment else None

    def __len__(self) -> int:
        """How many faces."""
        return len(self._faces)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        """The face at `index`, another variation each time where the set augments."""
        face = self._faces[index]
        if self._random is not None:
            face = augmented(face, self._random)
        return face_tensor(face, self._size), torch.tensor(self._targets[index])


def face_tensor(face: NDArray[np.uint8], size: int) -> Tensor:
    """A grey face uint8 [H, W] -> standardised float [1, size, size]."""
    if face.shape != (size, size):
        face = cv2.resize(face, (size, size), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    return standardised(torch.from_numpy(face).float()[None, None])[0]


Loader = DataLoader[tuple[Tensor, Tensor]]


def training_loader(size: int, images_per_epoch: int, batch: int) -> Loader:
    """Balanced, augmented faces of the training part; an epoch is a random `images_per_epoch` of them."""
    chosen = faces_of("train")
    sampler = WeightedRandomSampler(balance(chosen), images_per_epoch)
    # Loaded in this process: augmenting a face costs 1 % of learning from it.
    return DataLoader(FaceSet(chosen, size, augment=True), batch, sampler=sampler, drop_last=True)


def validation_loader(size: int, batch: int, limit: int) -> Loader:
    """The first `limit` validation faces, as they are."""
    return DataLoader(FaceSet(faces_of("validation")[:limit], size, augment=False), batch)
