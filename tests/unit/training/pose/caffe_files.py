"""Caffe files of the VGG19 pose network with random weights, written as Caffe writes them."""

from pathlib import Path

import numpy as np

from training.pose.caffe_schema import net_parameter
from training.pose.vgg19 import BRANCHES, STAGES, Layer, branch_layers, trunk_layers


def write_caffe_files(folder: Path, seed: int = 0) -> tuple[Path, Path]:
    """A prototxt and a caffemodel."""
    prototxt, caffemodel = folder / "pose.prototxt", folder / "pose.caffemodel"
    text = ['input: "image"', "input_dim: 1", "input_dim: 3", "input_dim: 64", "input_dim: 48"]
    net = net_parameter()
    random = np.random.default_rng(seed)

    def convolution(layer: Layer, bottom: str) -> str:
        text.append(
            f'layer {{ name: "{layer.name}" type: "Convolution" bottom: "{bottom}" top: "{layer.name}" '
            f"param {{ lr_mult: 1 }} convolution_param {{ num_output: {layer.outputs} "
            f'pad: {layer.kernel // 2} kernel_size: {layer.kernel} weight_filler {{ type: "gaussian" }} }} }}'
        )
        if not layer.last:
            text.append(
                f'layer {{ name: "relu_{layer.name}" type: "ReLU" '
                f'bottom: "{layer.name}" top: "{layer.name}" }}'
            )
        written = net.layer.add(name=layer.name, type="Convolution")
        shape = (layer.outputs, layer.inputs, layer.kernel, layer.kernel)
        deviation = (2 / (layer.inputs * layer.kernel**2)) ** 0.5
        for values in (random.normal(0, deviation, shape), random.normal(0, 0.1, layer.outputs)):
            blob = written.blobs.add()
            blob.shape.dim.extend(values.shape)
            # field 5, packed: appending 52 million numbers one by one would take half a minute
            raw = values.astype("<f4").tobytes()
            blob.MergeFromString(b"\x2a" + _varint(len(raw)) + raw)
        return layer.name

    bottom = "image"
    for place, layer in enumerate(trunk_layers()):
        bottom = convolution(layer, bottom)
        if place in {1, 3, 7}:
            pool = f"pool{place}"
            text.append(
                f'layer {{ name: "{pool}" type: "Pooling" bottom: "{bottom}" top: "{pool}" '
                "pooling_param { pool: MAX kernel_size: 2 stride: 2 } }"
            )
            bottom = pool
    features = bottom
    for stage in range(1, STAGES + 1):
        tops = []
        for branch in BRANCHES:
            top = bottom
            for layer in branch_layers(stage, branch):
                top = convolution(layer, top)
            tops.append(top)
        if stage == STAGES:
            order = f'bottom: "{tops[1]}" bottom: "{tops[0]}"'
            bottom = "net_output"
        else:
            order = f'bottom: "{tops[0]}" bottom: "{tops[1]}" bottom: "{features}"'
            bottom = f"concat_stage{stage + 1}"
        text.append(f'layer {{ name: "{bottom}" type: "Concat" {order} top: "{bottom}" }}')
    prototxt.write_text("\n".join(text))
    caffemodel.write_bytes(net.SerializeToString())
    return prototxt, caffemodel


def _varint(number: int) -> bytes:
    """Protobuf's base-128 form of a length."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])
