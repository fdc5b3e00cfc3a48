"""From a trained network to the ONNX file that is served: graph, self-description, check, save."""

import datetime
import hashlib
import json
import os
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.commit import git_commit
from training.errors import ExportError

OPSET = 18  # the lowest that the exporter writes without converting down

IR_VERSION = 10
"""The highest version of the file format that every ONNX Runtime from 1.18 on reads, the one in Triton too.

1.17 reads up to 9, 1.20 up to 10 (microsoft/onnxruntime issues 20559 and 23602); a Triton that still has 1.17
says "Unsupported model IR version" (triton-inference-server/server issue 8001).
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One number that a file claims for itself: on which set, by which metric, over how many photos."""

    set: str
    metric: str
    value: float
    count: int


@dataclass(frozen=True, slots=True)
class Card:
    """What an ONNX file says about itself; `trunk_sha256` only on a head, of its trunk's model.onnx.

    `precision` is that of the weights and the arithmetic: fp32, fp16 or int8.
    """

    task: str
    version: int
    labels: Sequence[str]
    trained_on: str
    measured: Sequence[Measured]
    licence: str
    precision: str = "fp32"
    trunk_sha256: str | None = None

    @classmethod
    def of(cls, model: onnx.ModelProto) -> "Card":
        """What a file says about itself; ExportError if something is missing."""
        said = {entry.key: entry.value for entry in model.metadata_props}
        try:
            return cls(
                task=said["task"],
                version=int(said["version"]),
                labels=json.loads(said["labels"]),
                trained_on=said["trained_on"],
                measured=[Measured(**one) for one in json.loads(said["measured"])],
                licence=said["licence"],
                precision=said["precision"],
                trunk_sha256=said.get("trunk_sha256"),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ExportError(f"no card: {error!r}") from error

    def entries(self) -> dict[str, str]:
        """The metadata_props of the file, all strings; `labels` and `measured` are JSON."""
        entries = {
            "task": self.task,
            "version": str(self.version),
            "labels": json.dumps(list(self.labels)),
            "trained_on": self.trained_on,
            "measured": json.dumps([asdict(one) for one in self.measured]),
            "licence": self.licence,
            "precision": self.precision,
            "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "git_commit": git_commit(),
        }
        if self.trunk_sha256 is not None:
            entries["trunk_sha256"] = self.trunk_sha256
        return entries


def to_onnx(
    network: nn.Module,
    example: Tensor,
    input_name: str,
    output_names: Sequence[str],
    dynamic: Sequence[str],
    *,
    multiple: int = 1,
) -> onnx.ModelProto:
    """The graph of `network`; `dynamic` names the leading axes of the input that stay open (batch first).

    The open axes after the batch are counted in steps of `multiple`.
    """
    axes = {axis: torch.export.Dim(name, min=1) for axis, name in enumerate(dynamic)}
    if multiple > 1:
        axes = {axis: size if axis == 0 else multiple * size for axis, size in axes.items()}
    # Two in the batch: torch.export takes a dimension of one for a constant.
    with warnings.catch_warnings():
        # The exporter calls what PyTorch itself has deprecated.
        warnings.simplefilter("ignore", FutureWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        program = torch.onnx.export(
            network.eval(),
            (example,),
            input_names=[input_name],
            output_names=list(output_names),
            dynamic_shapes=(axes,),
            opset_version=OPSET,
            dynamo=True,
            verbose=False,
        )
    if program is None:
        raise ExportError("torch.onnx.export returned no program")
    model = program.model_proto
    _forget_origins(model.graph)
    onnx.checker.check_model(model)
    return model


def _forget_origins(graph: onnx.GraphProto) -> None:
    """Drop the exporter's notes on where each node came from: traces with the paths of this machine."""
    parts: list[Any] = [graph, *graph.node, *graph.value_info]
    for part in (*parts, *graph.input, *graph.output, *graph.initializer):
        del part.metadata_props[:]
        part.doc_string = ""


def run(model: onnx.ModelProto | Path, feed: dict[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]:
    """The outputs of a file or a model in memory, by ONNX Runtime on the CPU."""
    outputs: list[NDArray[np.float32]] = session(model).run(None, feed)
    return outputs


def session(model: onnx.ModelProto | Path, threads: int = 2) -> onnxruntime.InferenceSession:
    """A CPU session that uses `threads` threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    source = str(model) if isinstance(model, Path) else model.SerializeToString()
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def check_parity(model: onnx.ModelProto, network: nn.Module, example: Tensor, tolerance: float) -> float:
    """The largest absolute difference between ONNX Runtime and PyTorch on `example`, over all outputs.

    Raises ExportError if it is over `tolerance` or not a number.
    """
    with torch.no_grad():
        result = network.eval()(example)
    expected = [result] if isinstance(result, Tensor) else list(result)
    outputs = run(model, {model.graph.input[0].name: example.numpy()})
    difference = max(
        float(np.abs(output - tensor.float().numpy()).max())
        for output, tensor in zip(outputs, expected, strict=True)
    )
    if not difference <= tolerance:
        raise ExportError(f"ONNX and PyTorch differ by {difference:.3g}, limit {tolerance:.3g}")
    return difference


def save(model: onnx.ModelProto, path: Path, card: Card) -> None:
    """Write `model` with its card to `path`, in one step: a service that polls never sees half a file.

    Raises ExportError if the file's format is newer than IR_VERSION.
    """
    if model.ir_version > IR_VERSION:
        raise ExportError(f"{path}: ONNX IR version {model.ir_version}, limit {IR_VERSION}")
    path.parent.mkdir(parents=True, exist_ok=True)
    del model.metadata_props[:]
    onnx.helper.set_model_props(model, card.entries())
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(model.SerializeToString())
    part.replace(path)


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
