"""What the convolutions of the design's network make of faces, computed once and kept."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from tempfile import NamedTemporaryFile

import torch
from rich.progress import track
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from training.gender.data import Item
from training.gender.network import GenderNetwork, cells_of, grey, standardised
from training.gender.train import Taught, images, target_of

BATCH = 8
"""Faces whose maps are computed at once: as many as the caches of a core have room for."""


class KeptMaps:
    """Maps in 8 bits by the largest value of each channel, 332 kB a face, in a file of `folder`.

    `female` and `target` float [N], 0..1, are what the faces are labelled and what they are to be given.
    The file loses its name at once, and is gone when nothing holds the maps any more.
    """

    def __init__(self, faces: int, largest: Tensor, cells: int, folder: Path) -> None:
        """`largest`: of each of C channels, float [C]; what is larger is cut."""
        folder.mkdir(parents=True, exist_ok=True)
        shape = torch.Size((faces, len(largest), cells, cells))
        with NamedTemporaryFile(dir=folder) as file:
            flat = torch.from_file(file.name, shared=True, size=shape.numel(), dtype=torch.uint8)
        self._maps = flat.view(shape)
        self._unit = largest.view(1, -1, 1, 1) / 255
        self.female, self.target = torch.empty(faces), torch.empty(faces)

    def __len__(self) -> int:
        """How many faces."""
        return len(self._maps)

    def keep(self, start: int, maps: Tensor, female: Tensor, target: Tensor) -> None:
        """Fill in the faces from `start` on."""
        part = slice(start, start + len(maps))
        self._maps[part] = (maps / self._unit).round_().clamp_(max=255)
        self.female[part], self.target[part] = female, target

    def at(self, indices: Sequence[int]) -> Tensor:
        """The maps at `indices`, float [N, C, cells, cells] from 0."""
        return self._maps[torch.tensor(indices)] * self._unit


@torch.no_grad()
def kept_maps(
    network: GenderNetwork,
    faces: DataLoader[Item],
    count: int,
    folder: Path,
    passes: int = 1,
    teacher: Taught | None = None,
) -> KeptMaps:
    """The maps of all `count` faces of a loader that does not shuffle; it is gone through `passes` times."""
    network.eval()
    kept: KeptMaps | None = None
    start = 0
    batches = chain.from_iterable(faces for _ in range(passes))
    for face, female in track(batches, "maps of faces", total=passes * len(faces)):
        maps = maps_of(network, face)
        if kept is None:
            # A channel's largest value in the first few faces is mostly exceeded by others.
            largest = 1.5 * maps.amax(dim=(0, 2, 3)).clamp(min=1e-6)
            kept = KeptMaps(passes * count, largest, cells_of(network.size), folder)
        kept.keep(start, maps, female, target_of(female, teacher(face) if teacher else None))
        start += len(face)
    assert kept is not None
    return kept


def maps_of(network: GenderNetwork, faces: Tensor) -> Tensor:
    """What `network.features` is of faces uint8 [N, 150, 150, 3]: float [N, 256, 36, 36].

    The larger of neighbouring slices is quicker than PyTorch's pooling on a CPU, without gradients.
    """
    x = standardised(grey(images(faces)))
    for convolution in (network.first, network.second):
        x = functional.relu(_halved(_halved(convolution(x), 2), 3))
    return x


def _halved(x: Tensor, axis: int) -> Tensor:
    """The larger of two neighbours along `axis`, 2 or 3; one left over is dropped, as pooling does."""
    end = x.shape[axis] // 2 * 2
    if axis == 2:
        return torch.maximum(x[:, :, 0:end:2], x[:, :, 1:end:2])
    return torch.maximum(x[:, :, :, 0:end:2], x[:, :, :, 1:end:2])
