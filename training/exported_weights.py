"""The weights in an exported file, in float32 and by the names that they had in training."""

from pathlib import Path

import onnx
import torch
from google.protobuf.message import DecodeError
from onnx import numpy_helper
from torch import Tensor

from training.dequantise import dequantised
from training.errors import DataError
from training.precision import precision_of

_DEQUANTISED = "_DequantizeLinear_Output"
"""ONNX Runtime's quantiser names a weight's float32 values so."""


def exported_weights(path: Path) -> dict[str, Tensor]:
    """The tensors of an ONNX file by name; the exporter keeps the names that PyTorch gives them.

    A float32 file gives back the very weights that it was made from, an int8 one what rounding left of them.
    Where a norm was folded into the convolution before it, that has the scaled weight, and the shift as
    `<weight>_bias`.

    Raises:
        DataError: there is no file at `path`, or it is no ONNX file.
    """
    if not path.is_file():
        raise DataError(f"weights to start from: no file {path}")
    try:
        model = onnx.load(str(path))
    except DecodeError as error:
        raise DataError(f"{path}: not an ONNX file ({error})") from error
    graphs = [model.graph, dequantised(model).graph] if precision_of(model) == "int8" else [model.graph]
    return {
        one.name.removesuffix(_DEQUANTISED): torch.from_numpy(numpy_helper.to_array(one).copy())
        for graph in graphs
        for one in graph.initializer
    }
