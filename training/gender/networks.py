"""The two gender networks by name: made new, or read from a checkpoint."""

from enum import StrEnum
from pathlib import Path

import torch
from torch import nn

from training.data.shards import weights_folder
from training.errors import DataError
from training.gender.mobilenet import MobileGenderNetwork, load_imagenet
from training.gender.network import GenderNetwork


class Name(StrEnum):
    """`original` is the network of the design, version 1; `mobile` the better and cheaper one, version 2."""

    ORIGINAL = "original"
    MOBILE = "mobile"

    @property
    def version(self) -> int:
        """The version under which the network is served."""
        return 1 if self is Name.ORIGINAL else 2


def new_network(name: Name, rank: int | None = None) -> nn.Module:
    """An untrained network; `mobile` starts from ImageNet weights. `rank`: see `FactoredConvolution`."""
    if name is Name.ORIGINAL:
        return GenderNetwork(rank=rank)
    network = MobileGenderNetwork()
    load_imagenet(network, weights_folder() / "mobilenetv2-imagenet.npz")
    return network


def load(checkpoint: Path) -> tuple[Name, nn.Module]:
    """The network of a training checkpoint, whichever of the two it is; DataError if it is neither."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)["state_dict"]
    prefix = "network."
    state = {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
    network: nn.Module
    if "blocks.0.expand.0.weight" in state:
        name, network = Name.MOBILE, MobileGenderNetwork()
    elif "hidden.weight" in state:
        factor = state.get("second.0.weight")
        name, network = Name.ORIGINAL, GenderNetwork(rank=None if factor is None else len(factor))
    else:
        raise DataError(f"{checkpoint}: no gender network")
    network.load_state_dict(state)
    return name, network
