"""Triton's configuration of one model, read off its ONNX file.

Field by field: `model_config.proto` of triton-inference-server/common, which `tritonclient` ships compiled.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import onnx
from tritonclient.grpc.model_config_pb2 import (
    TYPE_FP16,
    TYPE_FP32,
    TYPE_INT32,
    TYPE_INT64,
    TYPE_UINT8,
    ModelConfig,
    ModelInput,
    ModelInstanceGroup,
    ModelOutput,
    ModelQueuePolicy,
)

from serving.settings import ModelSettings

Device = Literal["cpu", "cuda", "tensorrt"]

LABELLED: Final = "probabilities"
"""The output whose columns a file's labels name."""

LABELS_FILE: Final = "labels.txt"

WARM_UP_SIDE: Final = 368
"""Pixels of an open side while warming up: what the pose network is measured at, a multiple of 8."""

_TYPES: Final[dict[int, int]] = {
    onnx.TensorProto.UINT8: TYPE_UINT8,
    onnx.TensorProto.INT32: TYPE_INT32,
    onnx.TensorProto.INT64: TYPE_INT64,
    onnx.TensorProto.FLOAT16: TYPE_FP16,
    onnx.TensorProto.FLOAT: TYPE_FP32,
}


class NotServable(Exception):
    """An ONNX file that Triton could not batch; says which and why."""


@dataclass(frozen=True)
class Limits:
    """How much is computed together and how long a request waits, as the model services do it."""

    max_batch: int = ModelSettings.model_fields["max_batch"].default
    max_waiting: int = ModelSettings.model_fields["max_waiting"].default
    max_wait_s: float = ModelSettings.model_fields["max_wait_s"].default
    instances: int = 1
    """Copies of a model on each device."""


@dataclass(frozen=True)
class Port:
    """An input or output: its name, Triton's type, and its shape without the batch; -1 is open."""

    name: str
    data_type: int
    dims: tuple[int, ...]


@dataclass(frozen=True)
class OnnxFile:
    """What one file says of itself."""

    name: str
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    labels: tuple[str, ...]


def read_onnx(path: Path) -> OnnxFile:
    """Read `<name>/<version>/model.onnx`.

    Raises:
        NotServable: a tensor with a fixed batch, or of a type that is not in use here.
    """
    graph = onnx.load(path, load_external_data=False)
    metadata = {entry.key: entry.value for entry in graph.metadata_props}
    return OnnxFile(
        name=path.parent.parent.name,
        inputs=tuple(_port(value, path) for value in graph.graph.input),
        outputs=tuple(_port(value, path) for value in graph.graph.output),
        labels=tuple(json.loads(metadata.get("labels", "[]"))),
    )


def model_config(file: OnnxFile, device: Device, limits: Limits) -> ModelConfig:
    """The configuration of a file on a device; whoever waits is batched, with no added delay."""
    config = ModelConfig(
        name=file.name,
        backend="onnxruntime",
        default_model_filename="model.onnx",
        max_batch_size=limits.max_batch,
        input=[ModelInput(name=port.name, data_type=port.data_type, dims=port.dims) for port in file.inputs],
        output=[_output(port, file.labels) for port in file.outputs],
        instance_group=[
            ModelInstanceGroup(
                kind=ModelInstanceGroup.KIND_CPU if device == "cpu" else ModelInstanceGroup.KIND_GPU,
                count=limits.instances,
            )
        ],
    )
    config.version_policy.latest.num_versions = 1
    config.dynamic_batching.max_queue_delay_microseconds = 0
    queue = config.dynamic_batching.default_queue_policy
    queue.max_queue_size = limits.max_waiting
    queue.timeout_action = ModelQueuePolicy.REJECT
    queue.default_timeout_microseconds = int(limits.max_wait_s * 1e6)
    if device == "tensorrt":
        config.optimization.execution_accelerators.gpu_execution_accelerator.add(name="tensorrt")
    for size in sorted({1, limits.max_batch}):
        warm_up = config.model_warmup.add(name=f"batch of {size}", batch_size=size)
        for port in file.inputs:
            sample = warm_up.inputs[port.name]
            sample.data_type = port.data_type
            sample.dims.extend(WARM_UP_SIDE if size == -1 else size for size in port.dims)
            sample.zero_data = True
    return config


def _output(port: Port, labels: tuple[str, ...]) -> ModelOutput:
    # Triton wants at least one axis beside the batch: where a model has none, one of length 1 is added
    output = ModelOutput(name=port.name, data_type=port.data_type, dims=port.dims or (1,))
    if not port.dims:
        output.reshape.SetInParent()
    if port.name == LABELLED and labels:
        output.label_filename = LABELS_FILE
    return output


def _port(value: onnx.ValueInfoProto, path: Path) -> Port:
    tensor = value.type.tensor_type
    if tensor.elem_type not in _TYPES:
        element = onnx.TensorProto.DataType.Name(tensor.elem_type)
        raise NotServable(f"{path}: {value.name} is of type {element}, which is not served here")
    sizes = [axis.dim_value if axis.HasField("dim_value") else -1 for axis in tensor.shape.dim]
    if not sizes or sizes[0] != -1:
        raise NotServable(f"{path}: {value.name} has no open batch axis, its shape is {sizes}")
    return Port(value.name, _TYPES[tensor.elem_type], tuple(sizes[1:]))
