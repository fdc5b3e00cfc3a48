from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import helper, numpy_helper

from training.errors import DataError
from training.onnx_file import session
from training.pose.network import LightPoseNetwork
from training.pose.trained_weights import trained_network

SHIPPED = Path("models/pose/1/model.onnx")


def save_initializers(
    path: Path, tensors: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]
) -> None:
    initializers = [numpy_helper.from_array(array, name) for name, array in tensors.items()]
    onnx.save(helper.make_model(helper.make_graph([], "g", [], [], initializers)), path)


def arrays_of(network: LightPoseNetwork) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    return {name: tensor.numpy().copy() for name, tensor in network.state_dict().items()}


def test_the_shipped_file_gives_back_the_network_it_was_made_from() -> None:
    network = trained_network(SHIPPED).eval()
    image = np.random.default_rng(0).integers(0, 256, (1, 64, 96, 3), np.uint8)
    served = session(SHIPPED)
    with torch.no_grad():
        found = network(torch.from_numpy(image))
    for output, expected in zip(found, served.run(None, {"image": image}), strict=True):
        np.testing.assert_allclose(output.numpy(), expected, atol=1e-4)


def test_a_checkpoint_gives_back_its_network(tmp_path: Path) -> None:
    network = LightPoseNetwork()
    state = {f"network.{name}": tensor for name, tensor in network.state_dict().items()}
    torch.save({"state_dict": state}, tmp_path / "last.ckpt")
    for name, tensor in trained_network(tmp_path / "last.ckpt").state_dict().items():
        assert torch.equal(tensor, network.state_dict()[name])


def test_what_is_not_such_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no file .*absent\.onnx"):
        trained_network(tmp_path / "absent.onnx")
    (tmp_path / "bytes.onnx").write_bytes(b"\xff" * 100)
    with pytest.raises(DataError, match=r"bytes\.onnx: not an ONNX file"):
        trained_network(tmp_path / "bytes.onnx")


def test_a_file_of_another_network_is_refused_with_the_first_difference(tmp_path: Path) -> None:
    tensors = arrays_of(LightPoseNetwork())
    name = "stages.5.heatmaps.11.bias"
    tensors[name] = np.zeros(25, np.float32)
    save_initializers(tmp_path / "wide.onnx", tensors)
    with pytest.raises(DataError, match=rf"{name} has shape \[25\], expected \[19\]"):
        trained_network(tmp_path / "wide.onnx")
    del tensors[name]
    save_initializers(tmp_path / "short.onnx", tensors)
    with pytest.raises(DataError, match=f"tensor {name} is missing"):
        trained_network(tmp_path / "short.onnx")
