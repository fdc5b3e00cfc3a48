"""From a quantised graph back to float32, where the network that it was made of is not at hand."""

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from training.errors import ExportError


def dequantised(model: onnx.ModelProto) -> onnx.ModelProto:
    """`model` (int8, QDQ) in float32: weights as its steps have them, activations no longer rounded.

    What rounding has taken from the weights stays lost: accuracy is between that of int8 and of float32.
    Raises ExportError if a node in it quantises what is no weight without dequantising it.
    """
    graph = model.graph
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    made_by = {name: node for node in graph.node for name in node.output}
    instead: dict[str, str] = {}
    weights: dict[str, NDArray[np.float32]] = {}
    for node in graph.node:
        if node.op_type != "DequantizeLinear":
            continue
        source = node.input[0]
        if source in arrays:
            weights[node.output[0]] = _weight(node, arrays)
        elif made_by[source].op_type == "QuantizeLinear":
            instead[node.output[0]] = made_by[source].input[0]
        else:
            raise ExportError(f"{node.name}: dequantises {source!r}, which {made_by[source].op_type} made")
    kept = [node for node in graph.node if node.op_type not in ("QuantizeLinear", "DequantizeLinear")]
    for node in kept:
        node.input[:] = [instead.get(name, name) for name in node.input]
    read = {name for node in kept for name in node.input}
    if lost := read & {name for name, node in made_by.items() if node.op_type == "QuantizeLinear"}:
        raise ExportError(f"{sorted(lost)[0]}: is read without being dequantised")
    initializers = [one for one in graph.initializer if one.name in read]
    initializers += [numpy_helper.from_array(array, name) for name, array in weights.items() if name in read]
    plain = onnx.helper.make_graph(kept, graph.name, graph.input, graph.output, initializers)
    result = onnx.helper.make_model(plain, opset_imports=model.opset_import, ir_version=model.ir_version)
    onnx.checker.check_model(result)
    return result


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
