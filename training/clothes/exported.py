"""Going on from the four files that are served, where their checkpoint is not at hand."""

import math
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from contracts.clothes import SLOTS
from training.clothes.data import UNKNOWN, Targets
from training.clothes.network import ClothesNetwork
from training.clothes.resnet import Unit
from training.errors import DataError
from training.exported_weights import exported_weights


def load_exported(network: ClothesNetwork, trunk: Path) -> None:
    """Fill trunk and heads from `trunk` (clothes-trunk/<version>/model.onnx) and the heads of that version.

    They compute what the files do. Export folds norms into the convolutions before them: such a norm now adds
    its shift and does nothing else, until `refit`. The proxies are not in the files.

    Raises:
        DataError: one of the files is missing, or has not the tensors of this network.
    """
    state = exported_weights(trunk)
    for slot in SLOTS:
        file = trunk.parents[2] / f"clothes-{slot}" / trunk.parent.name / trunk.name
        for name, value in exported_weights(file).items():
            state[name.replace("head.", f"heads.{slot}.", 1)] = value
    names = {module: name for name, module in network.named_modules()}
    for convolution, norm in folded_norms(network):
        norm.reset_parameters()
        nn.init.constant_(norm.weight, math.sqrt(1 + norm.eps))  # of the variance 1 that it begins with
        prefix = names[norm]
        shift = state.get(f"{names[convolution]}.weight_bias")
        if shift is None:
            raise DataError(f"{trunk}: no norm is folded into {names[convolution]}")
        state |= {f"{prefix}.{name}": value for name, value in norm.state_dict().items()}
        state[f"{prefix}.bias"] = shift
    for name, wanted in network.state_dict().items():
        if name.startswith("proxies.") or name.endswith("num_batches_tracked"):
            state[name] = wanted
        elif name not in state or state[name].shape != wanted.shape:
            raise DataError(f"{trunk}: tensor {name} is missing, or not of the shape {[*wanted.shape]}")
    network.load_state_dict({name: state[name] for name in network.state_dict()})


def folded_norms(network: ClothesNetwork) -> list[tuple[nn.Conv2d, nn.BatchNorm2d]]:
    """Each norm that directly follows a convolution, with that convolution."""
    trunk = network.trunk
    pairs = [(trunk.resnet.stem, trunk.resnet.norm_stem), (trunk.reduce, trunk.norm)]
    for unit in trunk.resnet.modules():
        if isinstance(unit, Unit):
            pairs += [(unit.conv0, unit.norm1), (unit.conv1, unit.norm2)]
    return pairs + [(head.convolution, head.norm) for head in map(network.head, SLOTS)]


@torch.no_grad()
def refit(network: ClothesNetwork, batches: Iterable[tuple[Tensor, Targets]]) -> None:
    """Give the norms the statistics of these crops, weights that undo them, and the proxies their places.

    Batches are (RGB 0..1 [N, 3, H, W], targets). What the network computes stays the same while norms keep
    their statistics, and nearly so where they take those of a batch. A proxy is put in the middle of the
    embeddings that are drawn to it; one with none stays where it is.
    """
    network.eval()
    statistics = {norm: _Statistics(norm) for _, norm in folded_norms(network)}
    sums = {slot: [torch.zeros_like(one) for one in network.proxies[slot].parameters()] for slot in SLOTS}
    for image, targets in batches:
        outputs = network(image)
        for place, slot in enumerate(SLOTS):
            facts = (targets.kind, targets.colour, targets.pattern)
            for total, fact in zip(sums[slot], facts, strict=True):
                known = fact[:, place] != UNKNOWN
                total.index_add_(0, fact[known, place], outputs[slot].embedding[known])
    for one in statistics.values():
        one.apply()
    for slot in SLOTS:
        for proxy, total in zip(network.proxies[slot].parameters(), sums[slot], strict=True):
            seen = total.square().sum(dim=1) > 0
            proxy[seen] = functional.normalize(total[seen], dim=1)


class _Statistics:
    """Mean and variance of each channel of all that goes into a norm, from when it is made until `apply`."""

    def __init__(self, norm: nn.BatchNorm2d) -> None:
        self._norm = norm
        self._count = 0
        self._sum, self._squares = (torch.zeros(norm.num_features, dtype=torch.float64) for _ in range(2))
        self._hook = norm.register_forward_pre_hook(self._add)

    def _add(self, _: nn.Module, inputs: tuple[Tensor]) -> None:
        x = inputs[0].double()
        self._count += x.numel() // x.shape[1]
        self._sum += x.sum(dim=(0, 2, 3))
        self._squares += x.square().sum(dim=(0, 2, 3))

    def apply(self) -> None:
        """Make them the norm's own, and its weight and bias such that it computes the same."""
        self._hook.remove()
        norm, mean = self._norm, self._sum / self._count
        variance = (self._squares / self._count - mean.square()).clamp(min=0)
        old_mean, old_variance = norm.running_mean, norm.running_var
        assert old_mean is not None
        assert old_variance is not None
        slope = norm.weight / (old_variance + norm.eps).sqrt()
        norm.bias.add_(slope * (mean - old_mean))
        norm.weight.copy_(slope * (variance + norm.eps).sqrt())
        old_mean.copy_(mean)
        old_variance.copy_(variance)
