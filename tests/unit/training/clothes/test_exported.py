"""Back from exported files: the network computes what the files do, before and after it is refitted."""

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from contracts.clothes import SLOTS
from tests.unit.training.clothes.test_network import made_batch
from tests.unit.training.test_precision import CARD
from training.clothes.exported import folded_norms, load_exported, refit
from training.clothes.network import FEATURES, ClothesNetwork, HeadOutput, ServedHead, ServedTrunk
from training.errors import DataError
from training.onnx_file import save, to_onnx
from training.quantise import int8


def with_lived_norms() -> ClothesNetwork:
    """Norms that have seen data: not the identity."""
    torch.manual_seed(0)
    network = ClothesNetwork()
    for norm in network.modules():
        if isinstance(norm, nn.BatchNorm2d):
            assert norm.running_mean is not None
            assert norm.running_var is not None
            with torch.no_grad():
                norm.weight.uniform_(0.5, 1.5)
                norm.bias.normal_(0, 0.2)
                norm.running_mean.normal_(0, 0.2)
                norm.running_var.uniform_(0.5, 2)
    return network.eval()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClothesNetwork, Path]:
    """A network, and the trunk's file of it, written as `export` does but in float32: norms folded."""
    network, models = with_lived_norms(), tmp_path_factory.mktemp("models")
    crops = torch.randint(0, 256, (2, 64, 64, 3), dtype=torch.uint8)
    trunk = models / "clothes-trunk" / "1" / "model.onnx"
    graph = to_onnx(ServedTrunk(network.trunk), crops, "image", ["features"], ["batch"])
    # No operator in int8 leaves what quantising does before: folding.
    save(int8(graph, [crops.numpy()], operators=("Nothing",)), trunk, CARD)
    for slot in SLOTS:
        served = ServedHead(network.head(slot), 1.2, 0.9)
        outputs = ["probabilities", "worn", "embedding"]
        head = to_onnx(served, torch.rand(2, FEATURES, 4, 4), "features", outputs, ["batch"])
        save(head, models / f"clothes-{slot}" / "1" / "model.onnx", CARD)
    return network, trunk


def read(network: ClothesNetwork, crops: Tensor) -> list[HeadOutput]:
    with torch.no_grad():
        return list(network.eval()(crops.permute(0, 3, 1, 2) / 255).values())


def assert_alike(some: list[HeadOutput], others: list[HeadOutput]) -> None:
    for one, other in zip(some, others, strict=True):
        for value, expected in zip(one, other, strict=True):
            assert torch.allclose(value, expected, atol=1e-3)


def test_the_network_comes_back_from_its_files(exported: tuple[ClothesNetwork, Path]) -> None:
    network, trunk = exported
    crops, targets = made_batch()
    again = ClothesNetwork()
    load_exported(again, trunk)
    assert_alike(read(again, crops), read(network, crops))

    places = {slot: again.proxies[slot].get_parameter("kinds").clone() for slot in SLOTS}
    refit(again, [(crops.permute(0, 3, 1, 2) / 255, targets)])
    assert_alike(read(again, crops), read(network, crops))
    _, norm = folded_norms(again)[0]
    assert norm.running_var is not None
    assert not torch.allclose(norm.running_var, torch.ones(64))

    moved = [(again.proxies[slot].get_parameter("kinds") != places[slot]).any(dim=1) for slot in SLOTS]
    # Of the batch's kinds: upper 0 and 1, lower 2, whole 0.
    assert [one.nonzero().flatten().tolist() for one in moved] == [[0, 1], [2], [0]]


def test_refitted_norms_keep_what_is_computed_when_they_take_a_batch_s_statistics(
    exported: tuple[ClothesNetwork, Path],
) -> None:
    network, trunk = exported
    crops, targets = made_batch()
    image = crops.permute(0, 3, 1, 2) / 255
    again = ClothesNetwork()
    load_exported(again, trunk)
    refit(again, [(image, targets)])
    expected = network.trunk(image)
    again.train().trunk.resnet.eval()  # as `ClothesTraining` has it
    with torch.no_grad():
        assert torch.allclose(again.trunk(image), expected, atol=1e-2)


def test_a_missing_head_is_named(exported: tuple[ClothesNetwork, Path], tmp_path: Path) -> None:
    alone = tmp_path / "clothes-trunk" / "1" / "model.onnx"
    alone.parent.mkdir(parents=True)
    alone.write_bytes(exported[1].read_bytes())
    with pytest.raises(DataError, match=r"clothes-upper/1/model\.onnx"):
        load_exported(ClothesNetwork(), alone)
