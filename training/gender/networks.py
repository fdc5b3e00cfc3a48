"""The two gender networks by name: made new, or read from a file."""

from enum import StrEnum
from pathlib import Path

import torch
from torch import nn

from training.errors import DataError
from training.exported_weights import exported_weights
from training.gender.dlib_file import load_published
from training.gender.network import GenderNetwork
from training.gender.residual import ResidualGenderNetwork


class Name(StrEnum):
    """`original` is the network of the design, version 1; `residual` the better, cheaper one, version 2."""

    ORIGINAL = "original"
    RESIDUAL = "residual"

    @property
    def version(self) -> int:
        """The version under which the network is served."""
        return 1 if self is Name.ORIGINAL else 2


def new_network(name: Name, rank: int | None = None) -> nn.Module:
    """An untrained network. `rank`: see `FactoredConvolution`."""
    return GenderNetwork(rank=rank) if name is Name.ORIGINAL else ResidualGenderNetwork()


def load(file: Path) -> tuple[Name, nn.Module]:
    """The network of a checkpoint or of an exported file, whichever of the two it is, or what dlib publishes.

    The last is known by its ending, `.dat`.

    Raises:
        DataError: it is none of these.
    """
    network: nn.Module
    if file.suffix == ".dat":
        network = ResidualGenderNetwork()
        load_published(network, file)
        return Name.RESIDUAL, network
    if file.suffix == ".onnx":
        state = exported_weights(file)
    else:
        state = torch.load(file, map_location="cpu", weights_only=True)["state_dict"]
    prefix = "network."
    state = {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
    if "blocks.0.first.weight" in state:
        name, network = Name.RESIDUAL, ResidualGenderNetwork()
    elif "hidden.weight" in state:
        factor = state.get("second.0.weight")
        name, network = Name.ORIGINAL, GenderNetwork(rank=None if factor is None else len(factor))
    else:
        raise DataError(f"{file}: no gender network")
    # An exported file has more, constants of its graph; what is missing is refused.
    network.load_state_dict({k: state[k] for k in network.state_dict() if k in state})
    return name, network
