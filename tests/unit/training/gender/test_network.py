import pytest
import torch

from training.gender.network import GenderNetwork, ServedGender, cells_of, enlarged, standardised


def test_the_network_has_the_parameters_of_the_design() -> None:
    assert sum(parameter.numel() for parameter in GenderNetwork().parameters()) == 21_826_433


def test_a_batch_of_crops_gives_a_logit_each() -> None:
    assert GenderNetwork()(torch.zeros(2, 1, 150, 150)).shape == (2,)


@pytest.mark.parametrize(("size", "cells"), [(150, 36), (75, 17), (30, 6)])
def test_cells_of_the_flattened_map(size: int, cells: int) -> None:
    assert cells_of(size) == cells


def test_standardised_says_nothing_of_exposure() -> None:
    face = torch.rand(1, 1, 20, 20) * 100 + 50
    assert torch.allclose(standardised(face), standardised(0.5 * face + 20), atol=1e-4)


def test_noise_in_a_flat_crop_stays_small() -> None:
    assert standardised(100 + torch.rand(1, 1, 20, 20)).abs().max() < 0.5


def test_enlarging_keeps_the_answer_to_a_plain_crop() -> None:
    torch.manual_seed(0)
    small = GenderNetwork(30).eval()
    large = enlarged(small, 62).eval()
    with torch.no_grad():
        small.first.weight.zero_()  # a plain crop has no edges, on which the first layer's gain acts
        large.first.weight.zero_()
        expected = small(torch.full((1, 1, 30, 30), 0.7))
        assert torch.allclose(large(torch.full((1, 1, 62, 62), 0.7)), expected, atol=0.02)


def test_probabilities_are_male_then_female() -> None:
    network = GenderNetwork(30).eval()
    with torch.no_grad():
        network.last.weight.zero_()
        network.last.bias.fill_(2.0)
        probabilities = ServedGender(network, temperature=2.0)(torch.zeros(3, 30, 30, 3, dtype=torch.uint8))
    assert probabilities.shape == (3, 2)
    assert probabilities[0, 1] == pytest.approx(1 / (1 + 2.718281828**-1), abs=1e-5)
    assert torch.allclose(probabilities.sum(dim=1), torch.ones(3))


def test_grey_is_made_of_colours_by_luma() -> None:
    served = ServedGender(GenderNetwork(30).eval())
    image = torch.randint(0, 256, (1, 30, 30, 3), dtype=torch.uint8)
    grey = (image.float() * torch.tensor([0.299, 0.587, 0.114])).sum(dim=3, keepdim=True)
    with torch.no_grad():
        difference = served(image) - served(grey.expand(-1, -1, -1, 3))
    assert difference.abs().max() < 1e-4
