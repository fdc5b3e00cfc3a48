from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

from training.errors import DataError
from training.gender.dlib_file import integer, load_published
from training.gender.network import GenderNetwork
from training.gender.networks import Name, load
from training.gender.residual import Block, ResidualGenderNetwork


def multiply_adds(network: torch.nn.Module) -> float:
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network.eval()(torch.zeros(1, 3, 150, 150))
    return float(counter.get_total_flops()) / 2


def test_the_second_network_needs_a_fifth_of_the_first_or_less() -> None:
    small, large = multiply_adds(ResidualGenderNetwork()), multiply_adds(GenderNetwork())
    assert large == pytest.approx(3.14e9, rel=0.01)
    assert small == pytest.approx(271e6, rel=0.01)


def test_parameters() -> None:
    network = ResidualGenderNetwork()
    assert sum(parameter.numel() for parameter in network.parameters()) == 5_574_977
    assert len(network.convolutions()) == 29


@pytest.mark.parametrize(("side", "halved"), [(35, 17), (17, 8), (8, 4), (4, 2)])
def test_a_block_that_halves_keeps_the_larger_of_both_branches(side: int, halved: int) -> None:
    block = Block(3, 5, halves=True)
    x = torch.rand(2, 3, side, side)
    y = block(x)
    assert y.shape == (2, 5, halved, halved)
    inner = block.second(functional.relu(block.first(x)))
    pooled = functional.avg_pool2d(x, 2)
    rows, columns = inner.shape[2:]
    assert torch.allclose(y[:, 3:, :rows, :columns], functional.relu(inner[:, 3:]), atol=1e-6)
    assert torch.allclose(y[:, :3, rows:], functional.relu(pooled[:, :, rows:]), atol=1e-6)


def published(network: ResidualGenderNetwork, file: Path) -> list[np.ndarray]:
    """The file as dlib writes it, with random numbers, and words between the tensors as there."""
    random, parts, arrays = np.random.default_rng(3), [], []
    for convolution in network.convolutions():
        outputs = len(convolution.weight)
        for size, word in ((convolution.weight.numel() + outputs, b"con_4"), (2 * outputs, b"affine_")):
            array = random.normal(0, 0.1, size).astype("<f4")
            arrays.append(array)
            parts += [word, *map(integer, (2, size, 1, 1, 1)), array.tobytes()]
    file.write_bytes(b"".join(parts))
    return arrays


def test_published_weights_find_their_places(tmp_path: Path) -> None:
    file = tmp_path / "published.dat"
    arrays = published(ResidualGenderNetwork(), file)
    name, network = load(file)
    assert name is Name.RESIDUAL
    assert isinstance(network, ResidualGenderNetwork)
    x = torch.rand(1, 3, 21, 21)
    kernel, affine = torch.from_numpy(arrays[0]), torch.from_numpy(arrays[1])
    plain = functional.conv2d(x, kernel[:4704].view(32, 3, 7, 7), kernel[4704:], stride=2)
    expected = plain * affine[:32].view(1, -1, 1, 1) + affine[32:].view(1, -1, 1, 1)
    with torch.no_grad():
        assert torch.allclose(network.stem(x), expected, atol=1e-5)
    last = network.convolutions()[-1]
    kernel, affine = torch.from_numpy(arrays[-2]), torch.from_numpy(arrays[-1])
    assert torch.allclose(last.weight[7].flatten(), kernel[7 * 2304 : 8 * 2304] * affine[7])


@pytest.mark.parametrize("content", [b"", b"no network", b"\x01\x02"])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.dat"
    file.write_bytes(content)
    with pytest.raises(DataError, match=r"other\.dat: is not dlib's face network: no 4736 numbers"):
        load_published(ResidualGenderNetwork(), file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.dat: cannot be read: No such file"):
        load_published(ResidualGenderNetwork(), tmp_path / "none.dat")


def test_a_file_that_ends_early_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "short.dat"
    published(ResidualGenderNetwork(), file)
    file.write_bytes(file.read_bytes()[:-4])
    with pytest.raises(DataError, match="no 512 numbers"):
        load_published(ResidualGenderNetwork(), file)
