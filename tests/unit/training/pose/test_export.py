import json
from pathlib import Path

import numpy as np
import onnx
import torch

from contracts.pose import KEYPOINT_NAMES
from training.onnx_file import Measured, save, session
from training.pose.export import build, card
from training.pose.network import LightPoseNetwork


def test_the_file_computes_what_the_network_does_and_says_what_it_is(tmp_path: Path) -> None:
    network, path = LightPoseNetwork(stages=1), tmp_path / "pose/1/model.onnx"
    measured = [Measured("street test", "PCK@0.2", 0.9, 10)]
    model, difference = build(network)
    assert difference < 1e-3
    save(model, path, card("made people", measured, 1))

    image = np.random.default_rng(1).integers(0, 256, (1, 56, 88, 3), dtype=np.uint8)
    heatmaps, pafs = session(path).run(["heatmaps", "pafs"], {"image": image})
    with torch.no_grad():
        expected = network.eval()(torch.from_numpy(image))
    np.testing.assert_allclose(heatmaps, expected[0].numpy(), atol=1e-3)
    np.testing.assert_allclose(pafs, expected[1].numpy(), atol=1e-3)

    said = {prop.key: prop.value for prop in onnx.load(path).metadata_props}
    assert said["task"] == "pose"
    assert json.loads(said["labels"]) == list(KEYPOINT_NAMES)
    assert json.loads(said["measured"]) == [
        {"set": "street test", "metric": "PCK@0.2", "value": 0.9, "count": 10}
    ]
    assert "made people" in said["trained_on"]
