import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from training.gender.mobilenet import MobileGenderNetwork, state_from
from training.gender.network import GenderNetwork


def multiply_adds(network: torch.nn.Module) -> float:
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network.eval()(torch.zeros(1, 3, 150, 150))
    return float(counter.get_total_flops()) / 2


def test_the_second_network_needs_a_fifth_of_the_first_or_less() -> None:
    small, large = multiply_adds(MobileGenderNetwork()), multiply_adds(GenderNetwork())
    assert large == pytest.approx(3.14e9, rel=0.01)
    assert small == pytest.approx(84e6, rel=0.01)


def test_parameters() -> None:
    assert sum(parameter.numel() for parameter in MobileGenderNetwork().parameters()) == 2_226_241


def published(network: MobileGenderNetwork) -> dict[str, np.ndarray]:
    """Arrays by the published names, numbered so that each is told from the others."""
    prefix, arrays = "mobilenetv20_features_", {}
    places = [("stem", "", 0), ("out", "", 1)]
    for block in range(len(network.blocks)):
        for number, part in enumerate(("expand", "depthwise", "project")):
            places.append((f"blocks.{block}.{part}", f"linearbottleneck{block}_", number))
    for count, (ours, theirs, number) in enumerate(places):
        layer = network.get_submodule(ours)
        kernel = layer.get_submodule("0").get_parameter("weight")
        arrays[f"{prefix}{theirs}conv{number}_weight"] = np.full(kernel.shape, count, np.float16)
        for offset, name in enumerate(("gamma", "beta", "running_mean", "running_var")):
            shape = kernel.shape[:1]
            arrays[f"{prefix}{theirs}batchnorm{number}_{name}"] = np.full(
                shape, count + offset / 8, np.float32
            )
    return arrays


def test_published_weights_find_their_places() -> None:
    network = MobileGenderNetwork()
    state = state_from(published(network), network)
    missing, unexpected = network.load_state_dict(state, strict=False)
    assert set(missing) == {"last.weight", "last.bias", "mean", "deviation"}
    assert not unexpected
    norm = network.get_submodule("out.1")
    assert norm.get_parameter("weight")[0].item() == 1.0
    assert norm.get_buffer("running_var")[0].item() == 1.375


def test_a_missing_array_is_named() -> None:
    network = MobileGenderNetwork()
    arrays = published(network)
    del arrays["mobilenetv20_features_linearbottleneck3_conv1_weight"]
    with pytest.raises(KeyError, match="linearbottleneck3_conv1"):
        state_from(arrays, network)
