"""Model files of two nodes, made where a test needs them."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

MEASURED = [{"set": "drawn", "metric": "accuracy", "value": 0.9, "count": 10}]


def scaling_model(scale: float, width: int = 2, properties: Mapping[str, str] | None = None) -> ModelProto:
    """`scaled` `[N, width]` float32 = `values` `[N, width]` float32 times `scale`."""
    graph = helper.make_graph(
        [helper.make_node("Mul", ["values", "scale"], ["scaled"])],
        "scaling",
        [helper.make_tensor_value_info("values", TensorProto.FLOAT, ["N", width])],
        [helper.make_tensor_value_info("scaled", TensorProto.FLOAT, ["N", width])],
        [numpy_helper.from_array(np.array(scale, np.float32), "scale")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    claims = {"task": "scaling", "labels": json.dumps(["left", "right"]), "measured": json.dumps(MEASURED)}
    helper.set_model_props(model, claims if properties is None else dict(properties))
    return model


def put(repository: Path, name: str, version: int, content: bytes) -> Path:
    """Write a file where the repository's layout has it, whole at once."""
    path = repository / name / str(version) / "model.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".part").write_bytes(content)
    return path.with_suffix(".part").replace(path)


def put_scaling(repository: Path, version: int, scale: float, name: str = "scaling", width: int = 2) -> Path:
    """A good file."""
    return put(repository, name, version, scaling_model(scale, width).SerializeToString())
