"""The ONNX file that the pose service reads."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from services.pose.network_input import network_input
from training.data.shards import Shards
from training.data.street import street_photos
from training.errors import ExportError
from training.onnx_file import Card, Measured, check_parity, save, to_onnx
from training.pose.evaluate import measure
from training.pose.network import STRIDE, LightPoseNetwork
from training.pose.starting_weights import starting_network
from training.pose.trained_weights import trained_network
from training.precision import variants, write_variants
from training.quantise import int8

EXPORTS = Path("runs/export/pose")
"""Each version in every precision, for `python -m training precisions`."""

_CALIBRATION_PHOTOS = 64
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
    """Write the network of `checkpoint` to `path`, measured on the test photos, in float32.

    Every precision goes under EXPORTS; int8 is never served: it costs 16 points. `path` is
    `<name>/<version>/model.onnx`. `checkpoint` is as in `trained_network`, None for the starting weights;
    `labels` is the folder of the test photos' labels. Returns the largest difference between ONNX Runtime and
    PyTorch; ExportError if it is too large, or if `path` has no version.
    """
    if not path.parent.name.isdecimal():
        raise ExportError(
            f"{path}: the folder {path.parent.name!r} is no version; <version>/model.onnx is needed"
        )
    version = int(path.parent.name)
    if checkpoint is None:
        network, fine_tuned_on = starting_network(), None
    else:
        network, fine_tuned_on = trained_network(checkpoint), _FINE_TUNED_ON
    model, difference = build(network)
    told = card(fine_tuned_on, measure(model, labels, "test", threads), version)
    save(model, path, told)
    rough = int8(model, calibration_photos(), operators=("Conv",))
    write_variants(EXPORTS / str(version), variants(model, rough), told)
    return difference


def calibration_photos() -> Iterator[NDArray[np.uint8]]:
    """Street photos of the training part as the service resizes them, uint8 [1, H, W, 3] each."""
    shards = Shards("street")
    chosen = [photo for photo in street_photos() if photo.part == "train"]
    for photo in chosen[:: len(chosen) // _CALIBRATION_PHOTOS][:_CALIBRATION_PHOTOS]:
        yield network_input(shards.rgb(photo.shard, photo.file))[None]


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


def card(fine_tuned_on: str | None, measured: Sequence[Measured], version: int) -> Card:
    """What the file says about itself; `fine_tuned_on` is None for the starting weights as they are."""
    trained_on = _STARTING_WEIGHTS + (f"; then {fine_tuned_on}" if fine_tuned_on else "")
    return Card("pose", version, KEYPOINT_NAMES, trained_on, measured, _LICENCE)
