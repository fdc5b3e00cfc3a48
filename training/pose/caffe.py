"""The published Caffe files of the VGG19 pose network -> our network."""

from pathlib import Path

import numpy as np
import torch
from google.protobuf import text_format
from google.protobuf.message import DecodeError
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from training.errors import DataError
from training.onnx_file import Card, check_parity, save, to_onnx
from training.pose.caffe_schema import net_parameter
from training.pose.network import STRIDE
from training.pose.vgg19 import ServedVgg19, Vgg19Pose, layers


def read_prototxt(path: Path) -> dict[str, tuple[int, int]]:
    """The convolutions of a prototxt: name to outputs and kernel size.

    Raises:
        DataError: not a readable prototxt.
    """
    net = net_parameter()
    try:
        text_format.Parse(path.read_text(encoding="utf-8"), net, allow_unknown_field=True)
    except (OSError, UnicodeDecodeError, text_format.ParseError) as error:
        raise DataError(f"{path}: {error}") from error
    return {
        layer.name: (layer.convolution_param.num_output, layer.convolution_param.kernel_size[0])
        for layer in net.layer
        if layer.type == "Convolution" and layer.convolution_param.kernel_size
    }


def read_caffemodel(path: Path) -> dict[str, list[NDArray[np.float32]]]:
    """The weights of a caffemodel: layer name to its blobs, kernel `[out, in, h, w]` and bias `[out]`.

    Raises:
        DataError: not a caffemodel, or a blob whose shape and length differ.
    """
    net = net_parameter()
    try:
        net.ParseFromString(path.read_bytes())
    except (OSError, DecodeError) as error:
        raise DataError(f"{path}: {error}") from error
    blobs = {}
    for layer in (*net.layer, *net.layers):
        if layer.blobs:
            blobs[layer.name] = [_array(blob, f"{path}: {layer.name}") for blob in layer.blobs]
    if not blobs:
        raise DataError(f"{path}: no layer in it has weights")
    return blobs


def convert(prototxt: Path, caffemodel: Path) -> Vgg19Pose:
    """Our network with the published weights.

    Raises:
        DataError: a layer that is missing, or of another size than the network's definition.
    """
    described = read_prototxt(prototxt)
    weights = read_caffemodel(caffemodel)
    network = Vgg19Pose()
    for layer in layers():
        if described.get(layer.name) != (layer.outputs, layer.kernel):
            found = described.get(layer.name, "missing")
            raise DataError(f"{prototxt}: {layer.name} is {found}, not {(layer.outputs, layer.kernel)}")
        if len(weights.get(layer.name, ())) != 2:
            raise DataError(f"{caffemodel}: {layer.name} has no kernel and bias")
        kernel, bias = weights[layer.name]
        shape = (layer.outputs, layer.inputs, layer.kernel, layer.kernel)
        if kernel.size != np.prod(shape) or bias.size != layer.outputs:
            raise DataError(f"{caffemodel}: {layer.name} has {kernel.shape}, not {shape}")
        convolution = network.convolutions[layer.name]
        assert isinstance(convolution, torch.nn.Conv2d)
        assert convolution.bias is not None
        with torch.no_grad():
            convolution.weight.copy_(torch.from_numpy(kernel.reshape(shape)))
            convolution.bias.copy_(torch.from_numpy(bias.reshape(-1)))
    return network.eval()


def export_converted(prototxt: Path, caffemodel: Path, path: Path, version: int) -> float:
    """Write the published network as a file that the pose service serves.

    Returns:
        The largest difference between ONNX Runtime and PyTorch, over all outputs.

    Raises:
        DataError: as `convert`.
        ExportError: the difference is over 1e-3.
    """
    network = ServedVgg19(convert(prototxt, caffemodel)).eval()
    example = torch.randint(0, 256, (2, 64, 48, 3), dtype=torch.uint8)
    axes = ["batch", "height", "width"]
    model = to_onnx(network, example, "image", ["heatmaps", "pafs"], axes, multiple=STRIDE)
    difference = check_parity(model, network, example, tolerance=1e-3)
    trained_on = f"as {caffemodel.name}, which a user supplied (published: COCO keypoints)"
    save(model, path, Card("pose", version, KEYPOINT_NAMES, trained_on, [], "that of the supplied weights"))
    return difference


def _array(blob: object, where: str) -> NDArray[np.float32]:
    data = np.array(blob.data, dtype=np.float32)  # type: ignore[attr-defined]
    dims = list(blob.shape.dim) or [blob.num, blob.channels, blob.height, blob.width]  # type: ignore[attr-defined]
    if data.size != np.prod(dims):
        raise DataError(f"{where}: {data.size} numbers for the shape {dims}")
    return data.reshape(dims)
