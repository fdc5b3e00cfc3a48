"""A network in the precisions that it can be served in: fp32 as trained, fp16 for a GPU, int8 for a CPU."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import onnx
from onnxruntime.transformers.float16 import DEFAULT_OP_BLOCK_LIST, convert_float_to_float16
from onnxruntime.transformers.onnx_model import OnnxModel

from training.onnx_file import Card, save, sha256_of

Precision = Literal["fp32", "fp16", "int8"]

_WORK = frozenset({"Conv", "ConvTranspose", "Gemm", "MatMul"})

_SUMS_AND_EXPONENTS = (
    "Exp",
    "LpNormalization",
    "Pow",
    "ReduceL2",
    "ReduceMean",
    "ReduceSum",
    "Sigmoid",
    "Softmax",
    "Sqrt",
)
"""Cheap, and where 11 bits or a maximum of 65504 lose: long sums, squares, probabilities near 0 and 1."""


def fp16(model: onnx.ModelProto) -> onnx.ModelProto:
    """`model` (float32) with weights and arithmetic in float16; inputs and outputs keep their types.

    In float32 stay sums and exponents, and all that comes before the first convolution: the image as 0..255,
    whose squares reach float16's limit. Meant for a GPU: on a CPU, ONNX Runtime casts to float32 and back.
    """
    converted = convert_float_to_float16(
        model,
        keep_io_types=True,
        op_block_list=[*DEFAULT_OP_BLOCK_LIST, *_SUMS_AND_EXPONENTS],
        node_block_list=_before_the_work(model.graph),
    )
    half = OnnxModel(converted)
    half.disable_shape_inference()  # the types are known by now; open sizes are more than it can do
    # Neighbours that stay in float32 were joined by a cast to float16 and one back.
    half.remove_cascaded_cast_nodes()
    half.remove_useless_cast_nodes()
    half.topological_sort()
    onnx.checker.check_model(half.model)
    result: onnx.ModelProto = half.model
    return result


def precision_of(model: onnx.ModelProto) -> Precision:
    """What the weights and the arithmetic of a graph are in: int8 or fp16 if some are, else fp32."""
    if any(node.op_type == "QuantizeLinear" for node in model.graph.node):
        return "int8"
    is_half = any(weight.data_type == onnx.TensorProto.FLOAT16 for weight in model.graph.initializer)
    return "fp16" if is_half else "fp32"


def variants(
    model: onnx.ModelProto, int8_model: onnx.ModelProto | None = None
) -> dict[Precision, onnx.ModelProto]:
    """The float32 `model` in each precision.

    `int8_model` is what training.quantise.int8 made of it: its data are the network's own. Without it there
    is no int8 variant. A clothes head has none of its own: give the float32 head twice, as beside an int8
    trunk it stays in float32.
    """
    found: dict[Precision, onnx.ModelProto] = {"fp32": model, "fp16": fp16(model)}
    return found if int8_model is None else {**found, "int8": int8_model}


def write_variants(
    folder: Path, models: Mapping[Precision, onnx.ModelProto], card: Card, trunks: Path | None = None
) -> dict[Precision, Path]:
    """Write `<precision>.onnx` for each of `models` into `folder`, and say where they are.

    `folder` is `runs/export/<name>/<version>`; `card` is that of the network, its precision is replaced by
    the graph's. `trunks` is for a head only: the folder of its trunk's variants, written before; each head
    then names the sha256 of the trunk of the same precision.
    """
    paths: dict[Precision, Path] = {}
    for precision, model in models.items():
        paths[precision] = folder / f"{precision}.onnx"
        made_for = sha256_of(trunks / paths[precision].name) if trunks else card.trunk_sha256
        save(model, paths[precision], replace(card, precision=precision_of(model), trunk_sha256=made_for))
    return paths


def _before_the_work(graph: onnx.GraphProto) -> list[str]:
    """Names of the nodes that no convolution or matrix product comes before; nodes are sorted."""
    worked: set[str] = set()
    names = []
    for node in graph.node:
        if node.op_type in _WORK or worked.intersection(node.input):
            worked.update(node.output)
        else:
            names.append(node.name)
    return names
