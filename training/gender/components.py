"""The directions in which feature maps of faces differ: what the dense layers are trained on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.gender.feature_maps import KeptMaps

_MANY = 250
"""Maps that are in memory at once: 1.3 MB each."""


@dataclass(frozen=True)
class Components:
    """`basis` float [K, D] and `centre` float [K]: of a map float [D] they make `basis @ map - centre`."""

    basis: Tensor
    centre: Tensor

    def of(self, maps: KeptMaps) -> Tensor:
        """All maps as float [N, K]."""
        # Filled in place: small results between large buffers would keep those from being used again.
        found, start = torch.empty(len(maps), len(self.basis)), 0
        for some in _flat(maps, range(len(maps))):
            part = found[start : start + len(some)]
            torch.addmm(self.centre, some, self.basis.T, beta=-1, out=part)
            start += len(some)
        return found


def components_of(maps: KeptMaps, count: int, samples: int) -> Components:
    """`count` directions that span random sums of `samples` of the maps: orthogonal, in a common scale.

    The mean of the components is 0, their deviation 1 on average. The randomised range finder of Halko,
    Martinsson and Tropp 2011, "Finding structure with randomness", algorithm 4.1.
    """
    chosen = torch.randperm(len(maps))[:samples].tolist()
    size = maps.at([0]).numel()
    total, sums = torch.zeros(size), torch.zeros(count, size)
    for some in _flat(maps, chosen):
        total += some.sum(dim=0)
        sums.addmm_(torch.randn(count, len(some)), some)
    basis = _orthogonal(_orthogonal(sums))
    few = next(_flat(maps, chosen))
    basis /= (few @ basis.T).std(dim=0).mean()
    return Components(basis, basis @ total / len(chosen))


def _orthogonal(rows: Tensor) -> Tensor:
    """Orthogonal rows [K, D] of length 1 with the same span, by Cholesky: exact when done twice."""
    gram = (rows @ rows.T).double()
    gram += 1e-9 * gram.diagonal().mean() * torch.eye(len(rows), dtype=torch.float64)
    lower = torch.linalg.cholesky(gram).float()
    result: Tensor = torch.linalg.solve_triangular(lower, rows, upper=False)
    return result


def _flat(maps: KeptMaps, indices: Sequence[int]) -> Iterator[Tensor]:
    """The maps at `indices`, float [up to _MANY, D] at a time."""
    for start in range(0, len(indices), _MANY):
        yield maps.at(indices[start : start + _MANY]).flatten(1)
