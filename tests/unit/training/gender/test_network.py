import pytest
import torch
from torch import Tensor, nn

from training.gender.network import (
    FactoredConvolution,
    GenderNetwork,
    ServedGender,
    cells_of,
    grey,
    standardised,
)


def test_every_layer_is_that_of_the_design() -> None:
    """Conv, ReLU and MaxPool twice, Flatten, Dense 64, Dense 1: output shapes and parameters of each."""
    network = GenderNetwork()
    shapes: dict[str, tuple[int, ...]] = {}

    def note(name: str) -> None:
        layer = network.get_submodule(name)
        layer.register_forward_hook(lambda _, __, out: shapes.__setitem__(name, tuple(out.shape[1:])))
        if isinstance(layer, nn.Linear):
            layer.register_forward_pre_hook(
                lambda _, ins: shapes.__setitem__(f"into {name}", ins[0].shape[1:])
            )

    for name in ("first", "second", "hidden", "last"):
        note(name)
    network(torch.zeros(1, 3, 150, 150))
    assert shapes == {
        "first": (256, 148, 148),
        "second": (256, 72, 72),
        "into hidden": (256 * 36 * 36,),
        "hidden": (64,),
        "into last": (64,),
        "last": (1,),
    }
    assert {name: sum(p.numel() for p in layer.parameters()) for name, layer in network.named_children()} == {
        "first": 2_560,
        "second": 590_080,
        "hidden": 21_233_728,
        "last": 65,
        "dropout": 0,
    }
    assert sum(parameter.numel() for parameter in network.parameters()) == 21_826_433


@pytest.mark.parametrize(("size", "cells"), [(150, 36), (75, 17), (30, 6)])
def test_cells_of_the_flattened_map(size: int, cells: int) -> None:
    assert cells_of(size) == cells


def test_a_factored_convolution_is_one_convolution() -> None:
    torch.manual_seed(0)
    factored = FactoredConvolution(16, 4)
    x = torch.rand(2, 16, 9, 9)
    with torch.no_grad():
        assert torch.allclose(factored(x), factored.merged()(x), atol=1e-5)


def test_a_network_trained_through_a_rank_is_the_network_of_the_design() -> None:
    torch.manual_seed(0)
    trained = GenderNetwork(30, rank=4).eval()
    merged = trained.merged().eval()
    face = torch.rand(2, 3, 30, 30) * 255
    assert isinstance(merged.second, nn.Conv2d)
    with torch.no_grad():
        assert torch.allclose(trained(face), merged(face), atol=1e-5)


def test_what_was_merged_is_factored_again() -> None:
    torch.manual_seed(0)
    merged = GenderNetwork(30, rank=4).merged().eval()
    factored = merged.factored(4).eval()
    assert isinstance(factored.second, FactoredConvolution)
    face = torch.rand(2, 3, 30, 30) * 255
    with torch.no_grad():
        assert torch.allclose(factored(face), merged(face), atol=1e-4)


def test_standardised_says_nothing_of_exposure() -> None:
    face = torch.rand(1, 1, 20, 20) * 100 + 50
    assert torch.allclose(standardised(face), standardised(0.5 * face + 20), atol=1e-4)


def test_noise_in_a_flat_crop_stays_small() -> None:
    assert standardised(100 + torch.rand(1, 1, 20, 20)).abs().max() < 0.5


def served_zero_network(bias: float, temperature: float) -> Tensor:
    network = GenderNetwork(30).eval()
    with torch.no_grad():
        network.last.weight.zero_()
        network.last.bias.fill_(bias)
        probabilities: Tensor = ServedGender(network, temperature)(
            torch.zeros(3, 30, 30, 3, dtype=torch.uint8)
        )
    return probabilities


def test_probabilities_are_male_then_female() -> None:
    probabilities = served_zero_network(bias=2.0, temperature=2.0)
    assert probabilities.shape == (3, 2)
    assert probabilities[0, 1] == pytest.approx(1 / (1 + 2.718281828**-1), abs=1e-5)
    assert torch.allclose(probabilities.sum(dim=1), torch.ones(3))


def test_grey_is_made_of_colours_by_luma() -> None:
    face = torch.tensor([255.0, 0.0, 100.0]).view(1, 3, 1, 1)
    assert float(grey(face)) == pytest.approx(0.299 * 255 + 0.114 * 100)
