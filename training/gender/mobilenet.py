"""The second gender network: MobileNetV2 on a small colour crop, with a thirtieth of the original's work."""

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

SIDE = 112
"""Pixels on a side that a crop is brought to inside the graph."""

FEATURES = 1280
BLOCKS = (
    (16, 1, 1),
    (24, 2, 2),
    (32, 3, 2),
    (64, 4, 2),
    (96, 3, 1),
    (160, 3, 2),
    (320, 1, 1),
)
"""Channels, repeats and first stride of the bottlenecks (Sandler et al. 2018, table 2)."""

_EXPANSION = 6
_PREFIX = "mobilenetv20_features_"


class Normed(nn.Sequential):
    """Convolution without bias, batch norm, and ReLU6 unless `linear`."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int,
        stride: int = 1,
        groups: int = 1,
        *,
        linear: bool = False,
    ) -> None:
        layers = [
            nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
            nn.BatchNorm2d(outputs),
        ]
        super().__init__(*layers, *([] if linear else [nn.ReLU6(inplace=True)]))


class Bottleneck(nn.Module):
    """Expand 1x1, depthwise 3x3 (which strides), project 1x1; a shortcut where the shape stays."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        middle = inputs * expansion
        self.expand = Normed(inputs, middle, 1)
        self.depthwise = Normed(middle, middle, 3, stride, middle)
        self.project = Normed(middle, outputs, 1, linear=True)
        self.shortcut = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """[N, Cin, H, W] -> [N, C, H/stride, W/stride]."""
        y: Tensor = self.project(self.depthwise(self.expand(x)))
        return x + y if self.shortcut else y


class MobileGenderNetwork(nn.Module):
    """MobileNetV2 1.0 and one dense layer on its mean features: a logit for "female".

    2,226,241 parameters, 84 million multiply-adds a crop against the original network's 3.1 thousand million.
    """

    mean: Tensor
    deviation: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1))
        self.stem = Normed(3, 32, 3, 2)
        self.blocks = nn.Sequential()
        channels = 32
        for outputs, repeats, stride in BLOCKS:
            for repeat in range(repeats):
                expansion = _EXPANSION if len(self.blocks) else 1
                self.blocks.append(Bottleneck(channels, outputs, stride if repeat == 0 else 1, expansion))
                channels = outputs
        self.out = Normed(channels, FEATURES, 1)
        self.dropout = nn.Dropout(0.3)
        self.last = nn.Linear(FEATURES, 1)

    def forward(self, face: Tensor) -> Tensor:
        """Face RGB float [N, 3, H, W], 0..255 -> logit float [N]."""
        small = functional.interpolate(face, size=(SIDE, SIDE), mode="bilinear", align_corners=False)
        x = self.out(self.blocks(self.stem((small / 255 - self.mean) / self.deviation)))
        logit: Tensor = self.last(self.dropout(x.mean(dim=(2, 3)))).squeeze(1)
        return logit


def load_imagenet(network: MobileGenderNetwork, file: Path) -> None:
    """Fill all but the dense layer from `mobilenetv2-imagenet.npz`; KeyError if a name is missing."""
    with np.load(file) as arrays:
        state = state_from(dict(arrays), network)
    absent = network.load_state_dict(state, strict=False).missing_keys
    assert set(absent) == {"last.weight", "last.bias", "mean", "deviation"}


def state_from(arrays: Mapping[str, NDArray[np.floating]], network: MobileGenderNetwork) -> dict[str, Tensor]:
    """The parameters under their names here, float32, from the names of the published file."""
    state: dict[str, Tensor] = {}

    def normed(ours: str, theirs: str, number: int) -> None:
        kernel = arrays[f"{_PREFIX}{theirs}conv{number}_weight"]
        state[f"{ours}.0.weight"] = torch.from_numpy(kernel.astype(np.float32))
        for name, suffix in (
            ("weight", "gamma"),
            ("bias", "beta"),
            ("running_mean", "running_mean"),
            ("running_var", "running_var"),
        ):
            values = arrays[f"{_PREFIX}{theirs}batchnorm{number}_{suffix}"]
            state[f"{ours}.1.{name}"] = torch.from_numpy(values.astype(np.float32))
        state[f"{ours}.1.num_batches_tracked"] = torch.tensor(0)

    normed("stem", "", 0)
    for block in range(len(network.blocks)):
        for number, part in enumerate(("expand", "depthwise", "project")):
            normed(f"blocks.{block}.{part}", f"linearbottleneck{block}_", number)
    normed("out", "", 1)
    return state
