"""Model files with the inputs and outputs of the real ones and a handful of weights, made where needed."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from contracts.clothes import CATEGORIES, EMBEDDING_SIZE, SLOTS, Slot
from serving.inference.model import Model
from serving.inference.session import load
from serving.networks.clothes import HEADS, TRUNK


def write_trunk(folder: Path, version: int = 1, side: int = 224) -> Path:
    """A trunk whose features are the mean colours of 16x16 pixels, 0..1: `[N, 3, 14, 14]`."""
    nodes = [
        helper.make_node("Cast", ["image"], ["cast"], to=TensorProto.FLOAT),
        helper.make_node("Div", ["cast", "white"], ["scaled"]),
        helper.make_node("Transpose", ["scaled"], ["channels_first"], perm=[0, 3, 1, 2]),
        helper.make_node(
            "AveragePool", ["channels_first"], ["features"], kernel_shape=[16, 16], strides=[16, 16]
        ),
    ]
    graph = helper.make_graph(
        nodes,
        "trunk",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["N", side, side, 3])],
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N", 3, side // 16, side // 16])],
        [numpy_helper.from_array(np.array(255, np.float32), "white")],
    )
    return save(graph, folder / TRUNK / str(version), {"task": "clothes", "labels": "[]"})


def write_head(
    folder: Path,
    slot: Slot,
    trunk: Path,
    version: int = 1,
    labels: Sequence[str] | None = None,
    channels: int = 3,
    embedding_size: int = EMBEDDING_SIZE,
) -> Path:
    """A head of random weights on the features of `trunk`."""
    labels = CATEGORIES[slot] if labels is None else labels
    random = np.random.default_rng(SLOTS.index(slot))

    def weights(name: str, *shape: int) -> TensorProto:
        return numpy_helper.from_array(random.normal(0, 3, shape).astype(np.float32), name)

    nodes = [
        helper.make_node("GlobalAveragePool", ["features"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("Gemm", ["flat", "classes"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1),
        helper.make_node("Gemm", ["flat", "wearing"], ["evidence"]),
        helper.make_node("Sigmoid", ["evidence"], ["share"]),
        helper.make_node("Squeeze", ["share", "last"], ["worn"]),
        helper.make_node("Gemm", ["flat", "look"], ["long"]),
        helper.make_node("LpNormalization", ["long"], ["embedding"], axis=1, p=2),
    ]
    graph = helper.make_graph(
        nodes,
        "head",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N", channels, 14, 14])],
        [
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", len(labels)]),
            helper.make_tensor_value_info("worn", TensorProto.FLOAT, ["N"]),
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["N", embedding_size]),
        ],
        [
            weights("classes", channels, len(labels)),
            weights("wearing", channels, 1),
            weights("look", channels, embedding_size),
            numpy_helper.from_array(np.array([1], np.int64), "last"),
        ],
    )
    properties = {
        "task": "clothes",
        "labels": json.dumps(list(labels)),
        "trunk_sha256": hashlib.sha256(trunk.read_bytes()).hexdigest(),
    }
    return save(graph, folder / HEADS[slot] / str(version), properties)


def write_gender(folder: Path, labels: Sequence[str] = ("male", "female"), version: int = 1) -> Path:
    """A network that takes bright faces for the second label: `[N, 2]` from the mean of 150x150x3."""
    nodes = [
        helper.make_node("Cast", ["image"], ["cast"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["cast", "axes"], ["mean"], keepdims=0),
        helper.make_node("Sub", ["mean", "middle"], ["centred"]),
        helper.make_node("Mul", ["centred", "slope"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["second"]),
        helper.make_node("Sub", ["one", "second"], ["first"]),
        helper.make_node("Unsqueeze", ["first", "last"], ["left"]),
        helper.make_node("Unsqueeze", ["second", "last"], ["right"]),
        helper.make_node("Concat", ["left", "right"], ["probabilities"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "gender",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["N", 150, 150, 3])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", 2])],
        [
            numpy_helper.from_array(np.array([1, 2, 3], np.int64), "axes"),
            numpy_helper.from_array(np.array([1], np.int64), "last"),
            numpy_helper.from_array(np.array(127.5, np.float32), "middle"),
            numpy_helper.from_array(np.array(0.1, np.float32), "slope"),
            numpy_helper.from_array(np.array(1, np.float32), "one"),
        ],
    )
    properties = {"task": "gender", "labels": json.dumps(list(labels))}
    return save(graph, folder / "gender" / str(version), properties)


def write_clothes(folder: Path) -> Path:
    """The trunk and its three heads; the folder is the model repository."""
    trunk = write_trunk(folder)
    for slot in SLOTS:
        write_head(folder, slot, trunk)
    return folder


def load_clothes(folder: Path) -> dict[str, Model]:
    """The clothes models of a repository, by name."""
    return {name: load(folder / name / "1" / "model.onnx", threads=1) for name in (TRUNK, *HEADS.values())}


def save(graph: onnx.GraphProto, folder: Path, properties: dict[str, str]) -> Path:
    """Write `model.onnx` with its metadata into a version's folder."""
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    helper.set_model_props(model, properties)
    onnx.checker.check_model(model)
    folder.mkdir(parents=True)
    path = folder / "model.onnx"
    path.write_bytes(model.SerializeToString())
    return path
