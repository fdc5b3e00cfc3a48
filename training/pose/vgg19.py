"""OpenPose's COCO body network on VGG19, layer by layer as in `pose_deploy_linevec.prototxt`.

Cao, Simon, Wei, Sheikh, "Realtime Multi-Person 2D Pose Estimation using Part Affinity Fields", CVPR 2017,
figure 3. Ten convolutions of VGG19 and two more make 128 features at stride 8; six stages refine two branches
from them, `L1` the part affinity fields and `L2` the heatmaps, each stage reading the features and both
branches before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.pose.network import HEATMAPS, PAFS

STAGES = 6
BRANCHES = {"L1": PAFS, "L2": HEATMAPS}
"""Branch of the prototxt to its number of outputs."""

_POOL = "pool"
_TRUNK: tuple[tuple[str, int] | str, ...] = (
    ("conv1_1", 64),
    ("conv1_2", 64),
    _POOL,
    ("conv2_1", 128),
    ("conv2_2", 128),
    _POOL,
    ("conv3_1", 256),
    ("conv3_2", 256),
    ("conv3_3", 256),
    ("conv3_4", 256),
    _POOL,
    ("conv4_1", 512),
    ("conv4_2", 512),
    ("conv4_3_CPM", 256),
    ("conv4_4_CPM", 128),
)
_FEATURES = 128


@dataclass(frozen=True)
class Layer:
    """A convolution of the prototxt: stride 1, padded to keep its size; `last` ones have no ReLU behind."""

    name: str
    inputs: int
    outputs: int
    kernel: int
    last: bool = False


def trunk_layers() -> Iterator[Layer]:
    """The convolutions before the stages."""
    inputs = 3
    for step in _TRUNK:
        if isinstance(step, tuple):
            yield Layer(step[0], inputs, step[1], 3)
            inputs = step[1]


def branch_layers(stage: int, branch: str) -> Iterator[Layer]:
    """The convolutions of one branch of a stage, 1..6."""
    outputs = BRANCHES[branch]
    if stage == 1:
        for place in (1, 2, 3):
            yield Layer(f"conv5_{place}_CPM_{branch}", _FEATURES, 128, 3)
        yield Layer(f"conv5_4_CPM_{branch}", 128, 512, 1)
        yield Layer(f"conv5_5_CPM_{branch}", 512, outputs, 1, last=True)
        return
    inputs = _FEATURES + HEATMAPS + PAFS
    for place in range(1, 6):
        yield Layer(f"Mconv{place}_stage{stage}_{branch}", inputs if place == 1 else 128, 128, 7)
    yield Layer(f"Mconv6_stage{stage}_{branch}", 128, 128, 1)
    yield Layer(f"Mconv7_stage{stage}_{branch}", 128, outputs, 1, last=True)


def layers() -> Iterator[Layer]:
    """All 92 convolutions, branch by branch; the prototxt writes the two branches of a stage in turns."""
    yield from trunk_layers()
    for stage in range(1, STAGES + 1):
        for branch in BRANCHES:
            yield from branch_layers(stage, branch)


class Vgg19Pose(nn.Module):
    """Photos to heatmaps and part affinity fields; `convolutions` are named as in the prototxt."""

    def __init__(self) -> None:
        super().__init__()
        self.convolutions = nn.ModuleDict(
            {
                layer.name: nn.Conv2d(layer.inputs, layer.outputs, layer.kernel, padding=layer.kernel // 2)
                for layer in layers()
            }
        )

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """The maps of the last stage.

        Args:
            image: `[N, 3, H, W]` float32 BGR, x / 256 - 0.5 as the published network was trained; H and W
                multiples of 8.

        Returns:
            Heatmaps `[N, 19, H/8, W/8]` and part affinity fields `[N, 38, H/8, W/8]`.
        """
        trunk = {layer.name: layer for layer in trunk_layers()}
        features = image
        for step in _TRUNK:
            if isinstance(step, tuple):
                features = self._convolve(trunk[step[0]], features)
            else:
                features = functional.max_pool2d(features, 2)
        stage_input = features
        for stage in range(1, STAGES + 1):
            pafs, heatmaps = (self._branch(stage, branch, stage_input) for branch in BRANCHES)
            stage_input = torch.cat([pafs, heatmaps, features], dim=1)
        return heatmaps, pafs

    def _branch(self, stage: int, branch: str, maps: Tensor) -> Tensor:
        for layer in branch_layers(stage, branch):
            maps = self._convolve(layer, maps)
        return maps

    def _convolve(self, layer: Layer, maps: Tensor) -> Tensor:
        maps = self.convolutions[layer.name](maps)
        return maps if layer.last else functional.relu(maps)


class ServedVgg19(nn.Module):
    """The network behind the contract of every pose file: `uint8` `[N, H, W, 3]` RGB in."""

    def __init__(self, network: Vgg19Pose) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """As `Vgg19Pose.forward`, on raw pixels."""
        bgr = image.flip(-1).permute(0, 3, 1, 2).to(torch.float32)
        heatmaps, pafs = self.network(bgr / 256 - 0.5)
        return heatmaps, pafs
