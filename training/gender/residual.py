"""The second gender network: a residual network of 29 convolutions, with a twelfth of the original's work."""

import torch
from torch import Tensor, nn
from torch.nn import functional

MEAN = (122.782, 117.001, 104.298)
"""Of R, G and B, 0..255: what the published weights expect to be taken out, before division by 256."""

LEVELS = ((32, 3), (64, 4), (128, 3), (256, 3), (256, 1))
"""Channels and blocks; each level after the first begins at half the size (dlib, dnn_face_recognition_ex)."""


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut; where it halves, neither the first nor the shortcut pads."""

    def __init__(self, inputs: int, outputs: int, *, halves: bool) -> None:
        super().__init__()
        self.halves = halves
        self.widens = outputs - inputs
        self.first = nn.Conv2d(inputs, outputs, 3, stride=2 if halves else 1, padding=0 if halves else 1)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """[N, inputs, H, W] -> [N, outputs, H, W] or of half the size; zeros where one branch has none."""
        y: Tensor = self.second(functional.relu(self.first(x)))
        if self.halves:
            x = functional.avg_pool2d(x, 2)
            y = functional.pad(y, (0, x.shape[3] - y.shape[3], 0, x.shape[2] - y.shape[2]))
        if self.widens:
            x = functional.pad(x, (0, 0, 0, 0, 0, self.widens))
        return functional.relu(x + y)


class ResidualGenderNetwork(nn.Module):
    """The convolutions of dlib's face network, and one dense layer on their mean: a logit for "female".

    5,574,977 parameters, 271 million multiply-adds a crop; the original network has 3.1 thousand million.
    The published network scales and shifts after each convolution: being linear, that is part of them here.
    """

    mean: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1))
        channels = LEVELS[0][0]
        self.stem = nn.Conv2d(3, channels, 7, stride=2)
        self.blocks = nn.Sequential()
        for level, (outputs, repeats) in enumerate(LEVELS):
            for repeat in range(repeats):
                self.blocks.append(Block(channels, outputs, halves=level > 0 and repeat == 0))
                channels = outputs
        self.dropout = nn.Dropout(0.3)
        self.last = nn.Linear(channels, 1)

    def features(self, face: Tensor) -> Tensor:
        """Face RGB float [N, 3, 150, 150], 0..255 -> float [N, 256]."""
        x = functional.relu(self.stem((face - self.mean) / 256))
        x = self.blocks(functional.max_pool2d(x, 3, 2))
        mean: Tensor = x.mean(dim=(2, 3))
        return mean

    def forward(self, face: Tensor) -> Tensor:
        """Face RGB float [N, 3, 150, 150], 0..255 -> logit float [N]."""
        logit: Tensor = self.last(self.dropout(self.features(face))).squeeze(1)
        return logit

    def convolutions(self) -> list[nn.Conv2d]:
        """All of them, from the input on."""
        return [one for one in self.modules() if isinstance(one, nn.Conv2d)]
