"""ResNet50 v2 (pre-activation) up to stage 3, in plain PyTorch, and its published ImageNet weights."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

MEAN = (0.485, 0.456, 0.406)
"""Of the RGB values 0..1 of ImageNet; `DEVIATION` too. The published weights expect both taken out."""
DEVIATION = (0.229, 0.224, 0.225)

CHANNELS = 1024
STAGES = ((3, 256, 1), (4, 512, 2), (6, 1024, 2))
"""Units, output channels and stride of stages 1 to 3 (He et al. 2016, "Identity Mappings")."""

_PREFIX = "resnetv24_"


class Unit(nn.Module):
    """Norm and ReLU before each convolution: 1x1, 3x3 (which strides), 1x1; the shortcut is bare."""

    def __init__(self, channels_in: int, channels: int, stride: int) -> None:
        super().__init__()
        middle = channels // 4
        self.norm0 = nn.BatchNorm2d(channels_in)
        self.conv0 = nn.Conv2d(channels_in, middle, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(middle)
        self.conv1 = nn.Conv2d(middle, middle, 3, stride, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(middle)
        self.conv2 = nn.Conv2d(middle, channels, 1, bias=False)
        changes = channels_in != channels or stride != 1
        self.shortcut = nn.Conv2d(channels_in, channels, 1, stride, bias=False) if changes else None

    def layers(self) -> list[nn.Module]:
        """The layers in order, counted as Keras does: each ReLU and the addition are layers too."""
        relu, addition = nn.Identity(), nn.Identity()
        shortcut = [] if self.shortcut is None else [self.shortcut]
        opening = [self.norm0, relu, *shortcut, self.conv0]
        return [*opening, self.norm1, relu, self.conv1, self.norm2, relu, self.conv2, addition]

    def forward(self, x: Tensor) -> Tensor:
        """[N, Cin, H, W] -> [N, C, H/stride, W/stride]."""
        h = functional.relu(self.norm0(x))
        kept = x if self.shortcut is None else self.shortcut(h)
        h = functional.relu(self.norm1(self.conv0(h)))
        h = functional.relu(self.norm2(self.conv1(h)))
        result: Tensor = self.conv2(h) + kept
        return result


class ResNetStages(nn.Module):
    """Stem, stages 1 to 3 and the norm that opens stage 4: RGB 0..1 [N, 3, H, W] -> [N, 1024, H/16, W/16]."""

    mean: Tensor
    deviation: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1))
        self.norm_in = nn.BatchNorm2d(3)
        self.stem = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.norm_stem = nn.BatchNorm2d(64)
        self.stages = nn.ModuleList()
        channels_in = 64
        for units, channels, stride in STAGES:
            stage = nn.Sequential()
            for unit in range(units):
                stage.append(Unit(channels_in, channels, stride if unit == 0 else 1))
                channels_in = channels
            self.stages.append(stage)
        self.norm_out = nn.BatchNorm2d(CHANNELS)

    def layers(self) -> list[nn.Module]:
        """The layers in order, counted as Keras does; 12 from the end are the last unit and the last norm."""
        relu, pool = nn.Identity(), nn.Identity()
        found = [self.norm_in, self.stem, self.norm_stem, relu, pool]
        for stage in self.stages:
            assert isinstance(stage, nn.Sequential)
            for unit in stage:
                assert isinstance(unit, Unit)
                found += unit.layers()
        return [*found, self.norm_out, relu]

    def forward(self, image: Tensor) -> Tensor:
        """See the class."""
        x = self.norm_in((image - self.mean) / self.deviation)
        x = functional.relu(self.norm_stem(self.stem(x)))
        x = functional.max_pool2d(x, 3, 2, 1)
        for stage in self.stages:
            x = stage(x)
        return functional.relu(self.norm_out(x))


def load_imagenet(network: ResNetStages, file: Path) -> None:
    """Fill `network` from `resnet50v2-stages1-3.npz`; KeyError or RuntimeError if a name or shape is off."""
    with np.load(file) as arrays:
        network.load_state_dict(state_from(dict(arrays)), strict=False)


def state_from(arrays: Mapping[str, NDArray[np.floating]]) -> dict[str, Tensor]:
    """The parameters under their names here, float32, from the names of the published file."""
    state: dict[str, Tensor] = {}

    def convolution(ours: str, theirs: str) -> None:
        state[f"{ours}.weight"] = torch.from_numpy(arrays[f"{_PREFIX}{theirs}_weight"].astype(np.float32))

    def norm(ours: str, theirs: str) -> None:
        for name, suffix in (
            ("weight", "gamma"),
            ("bias", "beta"),
            ("running_mean", "running_mean"),
            ("running_var", "running_var"),
        ):
            state[f"{ours}.{name}"] = torch.from_numpy(
                arrays[f"{_PREFIX}{theirs}_{suffix}"].astype(np.float32)
            )

    norm("norm_in", "batchnorm0")
    convolution("stem", "conv0")
    norm("norm_stem", "batchnorm1")
    for stage, (units, _, _) in enumerate(STAGES):
        for unit in range(units):
            ours, theirs = f"stages.{stage}.{unit}", f"stage{stage + 1}_"
            first = 0 if unit == 0 else 3 * unit + 1
            for part in range(3):
                norm(f"{ours}.norm{part}", f"{theirs}batchnorm{3 * unit + part}")
                convolution(f"{ours}.conv{part}", f"{theirs}conv{first + part}")
            if unit == 0:
                convolution(f"{ours}.shortcut", f"{theirs}conv3")
    norm("norm_out", "stage4_batchnorm0")
    return state
