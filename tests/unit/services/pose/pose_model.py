"""A model file that answers the same maps to every photo, so that the service's answer is known."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from contracts.pose import KEYPOINT_NAMES
from tests.unit.services.pose.drawn_maps import Floats
from tests.unit.serving.networks.tiny_models import save


def write_pose(
    folder: Path, heatmaps: Floats, pafs: Floats, labels: Sequence[str] = KEYPOINT_NAMES, version: int = 1
) -> Path:
    """`pose/<version>/model.onnx` under `folder`, which answers heatmaps [c, h, w] and pafs [d, h, w]."""
    nodes = [
        helper.make_node("Cast", ["image"], ["cast"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["cast", "axes"], ["mean"], keepdims=1),
        helper.make_node("Mul", ["mean", "nothing"], ["zero"]),
        helper.make_node("Add", ["zero", "drawn_heatmaps"], ["heatmaps"]),
        helper.make_node("Add", ["zero", "drawn_pafs"], ["pafs"]),
    ]
    graph = helper.make_graph(
        nodes,
        "pose",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["N", "H", "W", 3])],
        [
            helper.make_tensor_value_info("heatmaps", TensorProto.FLOAT, ["N", *heatmaps.shape]),
            helper.make_tensor_value_info("pafs", TensorProto.FLOAT, ["N", *pafs.shape]),
        ],
        [
            numpy_helper.from_array(np.array([1, 2, 3], np.int64), "axes"),
            numpy_helper.from_array(np.array(0, np.float32), "nothing"),
            numpy_helper.from_array(heatmaps[None], "drawn_heatmaps"),
            numpy_helper.from_array(pafs[None], "drawn_pafs"),
        ],
    )
    return save(graph, folder / "pose" / str(version), {"task": "pose", "labels": json.dumps(list(labels))})
