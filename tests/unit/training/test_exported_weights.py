from pathlib import Path

import pytest
import torch

from tests.unit.training.test_precision import CARD
from training.errors import DataError
from training.exported_weights import exported_weights
from training.gender.export import quantised_gender
from training.gender.network import GenderNetwork, ServedGender
from training.onnx_file import save, to_onnx


def test_a_float_file_gives_the_weights_back_and_an_int8_one_nearly(tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = GenderNetwork(30).eval()
    faces = torch.randint(0, 256, (4, 30, 30, 3), dtype=torch.uint8)
    model = to_onnx(ServedGender(network), faces[:2], "image", ["probabilities"], ["batch"])
    save(model, tmp_path / "fp32.onnx", CARD)
    save(quantised_gender(model, [faces.numpy()]), tmp_path / "int8.onnx", CARD)
    exact, rough = (exported_weights(tmp_path / f"{name}.onnx") for name in ("fp32", "int8"))
    for name, value in network.state_dict().items():
        assert torch.equal(exact[f"network.{name}"], value)
        assert torch.allclose(rough[f"network.{name}"], value, atol=float(value.abs().max()) / 60)
    assert not torch.equal(rough["network.second.weight"], network.get_parameter("second.weight"))


def test_what_is_no_file_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no file .*absent\.onnx"):
        exported_weights(tmp_path / "absent.onnx")
    (tmp_path / "text.onnx").write_text("no network")
    with pytest.raises(DataError, match=r"text\.onnx: not an ONNX file"):
        exported_weights(tmp_path / "text.onnx")
