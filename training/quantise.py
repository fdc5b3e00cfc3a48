"""From a float32 graph to int8 where the work is, calibrated on training photos."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.errors import ExportError


class _Feeds(CalibrationDataReader):  # type: ignore[misc]  # the library has no types
    """Hands the calibration batches to the quantiser one by one."""

    def __init__(self, name: str, batches: Iterable[NDArray[np.generic]]) -> None:
        self._feeds: Iterator[dict[str, NDArray[np.generic]]] = iter([{name: batch} for batch in batches])

    def get_next(self) -> dict[str, NDArray[np.generic]] | None:
        return next(self._feeds, None)


def int8(
    model: onnx.ModelProto,
    batches: Iterable[NDArray[np.generic]],
    *,
    operators: tuple[str, ...],
    keep_float: tuple[str, ...] = (),
) -> onnx.ModelProto:
    """`model` with `operators` in int8 (static, QDQ): int8 weights per output channel, uint8 activations.

    Activation ranges are the extremes seen in `batches`, inputs as the graph takes them. Nodes named in
    `keep_float` stay as they are. Weights use 7 of the 8 bits: without VNNI a CPU adds pairs of products in
    16 bits, which overflow otherwise. Raises ExportError for a name in `keep_float` that the graph lacks.
    """
    absent = set(keep_float) - {node.name for node in model.graph.node}
    if absent:
        raise ExportError(f"keep_float: the graph has no node {sorted(absent)}")
    with tempfile.TemporaryDirectory() as folder:
        source, folded, target = (Path(folder) / name for name in ("source", "folded", "target"))
        onnx.save(model, source)
        quant_pre_process(str(source), str(folded), skip_symbolic_shape=True)
        quantize_static(
            str(folded),
            str(target),
            _Feeds(model.graph.input[0].name, batches),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=list(operators),
            nodes_to_exclude=list(keep_float),
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
        )
        return onnx.load(target)
