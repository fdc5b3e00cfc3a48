"""UTKFace as batches: balanced, augmented faces for training, faces as they are for validation."""

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, WeightedRandomSampler

from training.data.shards import Shards
from training.data.split import Part
from training.data.utkface import Face, faces
from training.gender.augment import augmented


def faces_of(part: Part) -> list[Face]:
    """The faces of one part, of all ages."""
    return [face for face in faces() if face.part == part]


def balance(chosen: list[Face]) -> list[float]:
    """Weights for drawing: both genders as often in every decade of age."""
    groups = [(face.gender, min(face.age // 10, 7)) for face in chosen]
    genders_per_decade = {group: groups.count(group) for group in set(groups)}
    decades = [group[1] for group in groups]
    sizes = {decade: decades.count(decade) for decade in set(decades)}
    # A decade as a whole is drawn by the square root of its size: the old are not drowned, nor repeated
    # until they are learnt by heart.
    return [sizes[group[1]] ** 0.5 / genders_per_decade[group] for group in groups]


class FaceSet(Dataset[tuple[Tensor, Tensor]]):
    """Faces held in memory (68 kB each): uint8 [150, 150, 3] RGB, and 1.0 for female."""

    def __init__(self, chosen: list[Face], *, augment: bool, seed: int = 17) -> None:
        shards = Shards("utkface")
        self._faces = [shards.rgb(face.shard, face.file) for face in chosen]
        self._targets = [float(face.gender == "female") for face in chosen]
        self._random = np.random.default_rng(seed) if augment else None

    def __len__(self) -> int:
        """How many faces."""
        return len(self._faces)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        """The face at `index`, another variation each time where the set augments."""
        face = self._faces[index]
        if self._random is not None:
            face = augmented(face, self._random)
        return torch.from_numpy(face), torch.tensor(self._targets[index])


Loader = DataLoader[tuple[Tensor, Tensor]]


def training_loader(images_per_epoch: int, batch: int, seed: int) -> Loader:
    """Balanced, augmented faces of the training part; an epoch is a random `images_per_epoch` of them."""
    chosen = faces_of("train")
    sampler = WeightedRandomSampler(balance(chosen), images_per_epoch)
    # Loaded in this process: augmenting a face costs little beside learning from it.
    return DataLoader(FaceSet(chosen, augment=True, seed=seed), batch, sampler=sampler, drop_last=True)


def validation_loader(batch: int, limit: int) -> Loader:
    """The first `limit` validation faces, as they are."""
    return DataLoader(FaceSet(faces_of("validation")[:limit], augment=False), batch)
