"""From a quantised graph back to float32, where the network that it was made of is not at hand."""

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from training.errors import ExportError


def dequantised(model: onnx.ModelProto) -> onnx.ModelProto:
    """`model` (int8, QDQ) in float32: weights as its steps have them, activations no longer rounded.

    What rounding has taken from the weights stays lost: accuracy is between that of int8 and of float32. An
    activation is still cut to the range that it had, as that stands for a ReLU or ReLU6 which the quantiser
    has left out (ONNX Runtime's `QDQRemovableActivation`).

    Raises ExportError if something is quantised that is not dequantised.
    """
    graph = model.graph
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    values: dict[str, NDArray[np.generic]] = {}
    cut: dict[str, str] = {}
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        if node.op_type == "QuantizeLinear":
            limits = [f"{node.output[0]}_{side}" for side in ("least", "most")]
            values |= dict(zip(limits, _range(node, arrays), strict=True))
            cut[node.output[0]] = f"{node.output[0]}_cut"
            nodes.append(onnx.helper.make_node("Clip", [node.input[0], *limits], [cut[node.output[0]]]))
        elif node.op_type != "DequantizeLinear":
            nodes.append(node)
        elif node.input[0] in arrays:
            values[node.output[0]] = _weight(node, arrays)
        elif node.input[0] in cut:
            nodes.append(onnx.helper.make_node("Identity", [cut[node.input[0]]], [node.output[0]]))
        else:
            raise ExportError(f"{node.name}: dequantises {node.input[0]!r}, which nothing here quantised")
    read = {name for node in nodes for name in node.input}
    if lost := sorted(read & set(cut)):
        raise ExportError(f"{lost[0]}: is read without being dequantised")
    initializers = [one for one in graph.initializer if one.name in read]
    initializers += [numpy_helper.from_array(array, name) for name, array in values.items() if name in read]
    plain = onnx.helper.make_graph(nodes, graph.name, graph.input, graph.output, initializers)
    result = onnx.helper.make_model(plain, opset_imports=model.opset_import, ir_version=model.ir_version)
    onnx.checker.check_model(result)
    return result


def _range(node: onnx.NodeProto, arrays: dict[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]:
    """The least and the most that `QuantizeLinear` with one scale for all can tell."""
    scale, zero = arrays[node.input[1]], arrays[node.input[2]]
    limits = (0, 255) if zero.dtype == np.uint8 else (-128, 127)
    return [np.array((limit - int(zero)) * float(scale), np.float32) for limit in limits]


def _weight(node: onnx.NodeProto, arrays: dict[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    """`(x - zero point) * scale`, by channel of `axis` where there is a scale for each (ONNX's operator)."""
    values, scale = (arrays[name].astype(np.float32) for name in node.input[:2])
    zero = arrays[node.input[2]].astype(np.float32) if len(node.input) > 2 else np.zeros_like(scale)
    axis = next((one.i for one in node.attribute if one.name == "axis"), 1)
    if scale.ndim == 1:
        shape = [-1 if place == axis % values.ndim else 1 for place in range(values.ndim)]
        scale, zero = scale.reshape(shape), zero.reshape(shape)
    result: NDArray[np.float32] = (values - zero) * scale
    return result
