"""The ONNX file that the pose service reads."""

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch

from contracts.pose import KEYPOINT_NAMES
from training.onnx_file import Card, Measured, check_parity, save, to_onnx
from training.pose.evaluate import measure
from training.pose.network import STRIDE, LightPoseNetwork
from training.pose.starting_weights import starting_network
from training.pose.trained_weights import trained_network

VERSION = 1
_TOLERANCE = 1e-3  # heatmaps and fields span about -1..1
_STARTING_WEIGHTS = (
    "openpose mobilenet_v2_small of github.com/ildoonet/tf-pose-estimation, trained on COCO keypoints 2017"
)
_FINE_TUNED_ON = (
    "all layers on the training parts of street (CCP), attributes (Stanford Clothing Attributes; both with "
    "labels on which MoveNet and BlazePose agree) and keypoints (LSPET)"
)
_LICENCE = (
    "Starting weights Apache-2.0 (tf-pose-estimation). Photos of the fine-tuning sets are for training and "
    "evaluation only and are not part of this file."
)


def export(checkpoint: Path | None, path: Path, labels: Path, *, threads: int) -> float:
    """Write the network of `checkpoint` to `path`, measured on the test photos.

    `checkpoint` is as in `trained_network`, None for the starting weights; `labels` is the folder of the test
    photos' labels. Returns the largest difference between ONNX Runtime and PyTorch; ExportError if it is too
    large.
    """
    if checkpoint is None:
        network, fine_tuned_on = starting_network(), None
    else:
        network, fine_tuned_on = trained_network(checkpoint), _FINE_TUNED_ON
    model, difference = build(network)
    save(model, path, card(fine_tuned_on, measure(model, labels, "test", threads)))
    return difference


def build(network: LightPoseNetwork) -> tuple[onnx.ModelProto, float]:
    """The graph of `network`, and the largest difference between ONNX Runtime and PyTorch on two batches.

    It takes `image` uint8 [N,H,W,3] RGB and gives `heatmaps` float32 [N,19,H/8,W/8] and `pafs` float32
    [N,38,H/8,W/8]; H and W are any multiples of 8. ExportError if it computes something else.
    """
    network = network.cpu().float().eval()
    example = torch.randint(0, 256, (2, 16 * STRIDE, 12 * STRIDE, 3), dtype=torch.uint8)
    other_size = torch.randint(0, 256, (3, 9 * STRIDE, 17 * STRIDE, 3), dtype=torch.uint8)
    model = to_onnx(
        network, example, "image", ["heatmaps", "pafs"], ["batch", "height", "width"], multiple=STRIDE
    )
    return model, max(check_parity(model, network, images, _TOLERANCE) for images in (example, other_size))


def card(fine_tuned_on: str | None, measured: Sequence[Measured]) -> Card:
    """What the file says about itself; `fine_tuned_on` is None for the starting weights as they are."""
    trained_on = _STARTING_WEIGHTS + (f"; then {fine_tuned_on}" if fine_tuned_on else "")
    return Card("pose", VERSION, KEYPOINT_NAMES, trained_on, measured, _LICENCE)
