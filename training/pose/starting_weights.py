"""The published weights that training starts from; the README beside the file says where they are from."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn

from training.data.shards import weights_folder
from training.errors import DataError
from training.pose.network import InvertedResidual, LightPoseNetwork, NormedConvolution, Stage

FILE = "pose/openpose-mobilenetv2-small.onnx"

Weights = dict[str, NDArray[np.float32]]


def starting_network(path: Path | None = None) -> LightPoseNetwork:
    """The network with the weights of the ONNX file at `path` (default: the one in the weights folder).

    Raises:
        DataError: there is no file at `path`, or it has not just the tensors of this network.
    """
    path = path or weights_folder() / FILE
    if not path.is_file():
        raise DataError(f"starting weights: no file {path}")
    graph = onnx.load(str(path)).graph
    weights = {tensor.name: numpy_helper.to_array(tensor).astype(np.float32) for tensor in graph.initializer}
    network = LightPoseNetwork()
    _load_trunk(network, weights)
    for number, stage in enumerate(network.stages, start=1):
        assert isinstance(stage, Stage)
        _load_branch(stage.pafs, weights, f"Openpose/MConv_Stage{number}_L1")
        _load_branch(stage.heatmaps, weights, f"Openpose/MConv_Stage{number}_L2")
    unused = sorted(
        name for name in weights if name.startswith(("MobilenetV2/", "Openpose/")) and "Relu6" not in name
    )
    if unused:
        raise DataError(
            f"starting weights {path}: {len(unused)} tensors have no place, the first is {unused[0]}"
        )
    return network


def _load_trunk(network: LightPoseNetwork, weights: Weights) -> None:
    stem = "MobilenetV2/Conv"
    # The published network reads BGR. Turning its first filters round makes it one that reads RGB.
    weights[f"{stem}/weight"] = weights[f"{stem}/weight"][:, ::-1].copy()
    _load_normed(network.trunk.stem, weights, f"{stem}/weight", f"{stem}_norm")
    for number, block in enumerate([*network.trunk.to_stride_8, *network.trunk.to_stride_16]):
        assert isinstance(block, InvertedResidual)
        name = "MobilenetV2/expanded_conv" + (f"_{number}" if number else "")
        *expand, depthwise, project = block.layers
        for layer in expand:
            _load_normed(layer, weights, f"{name}/expand/weight", f"{name}/expand_norm")
        _load_normed(depthwise, weights, f"{name}/depthwise/depthwise/weight", f"{name}/depthwise_norm")
        _load_normed(project, weights, f"{name}/project/weight", f"{name}/project_norm")


def _load_normed(layer: nn.Module, weights: Weights, convolution: str, norm: str) -> None:
    assert isinstance(layer, NormedConvolution)
    for part in layer:
        if isinstance(part, nn.Conv2d):
            _copy(part.weight, weights, convolution)
        elif isinstance(part, nn.InstanceNorm2d):
            _copy(part.weight, weights, f"{norm}/scale")
            _copy(part.bias, weights, f"{norm}/bias")


def _load_branch(branch: nn.Sequential, weights: Weights, name: str) -> None:
    convolutions = [layer for layer in branch if isinstance(layer, nn.Conv2d)]
    for number in (1, 2, 3):
        depthwise, pointwise = convolutions[2 * number - 2 : 2 * number]
        _copy(depthwise.weight, weights, f"{name}_{number}_depthwise/depthwise/weight")
        _copy_pointwise(pointwise, weights, f"{name}_{number}_pointwise")
    for number, pointwise in ((4, convolutions[6]), (5, convolutions[7])):
        # A 1x1 depthwise filter scales its channel: the pointwise filter after it takes the scale over.
        scale = weights.pop(f"{name}_{number}_depthwise/depthwise/weight").reshape(1, -1, 1, 1)
        weights[f"{name}_{number}_pointwise/weight"] *= scale
        _copy_pointwise(pointwise, weights, f"{name}_{number}_pointwise")


def _copy_pointwise(layer: nn.Conv2d, weights: Weights, name: str) -> None:
    _copy(layer.weight, weights, f"{name}/weight")
    assert layer.bias is not None
    _copy(layer.bias, weights, f"{name}/bias")


def _copy(parameter: torch.Tensor, weights: Weights, name: str) -> None:
    if name not in weights:
        raise DataError(f"starting weights: tensor {name} is missing")
    value = weights.pop(name)
    if value.shape != tuple(parameter.shape):
        raise DataError(
            f"starting weights: {name} has shape {value.shape}, expected {tuple(parameter.shape)}"
        )
    with torch.no_grad():
        parameter.copy_(torch.from_numpy(value))
