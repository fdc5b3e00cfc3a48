"""The light pose network: OpenPose's two-branch stages on a narrow MobileNetV2.

The layout is that of `mobilenet_v2_small` of github.com/ildoonet/tf-pose-estimation (Apache-2.0). Two things
are written differently, without changing what is computed:

- Its batch norms ran on the statistics of the batch at hand, which for one image is an instance norm. Here
  they are instance norms, so that an answer never depends on the other images of a batch.
- A 1x1 depthwise convolution followed by a 1x1 convolution is a single 1x1 convolution, and is one here.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

HEATMAPS = 19
"""18 joints in COCO-18 order, then the background."""
PAFS = 38
"""x and y of the unit vector along each of 19 limbs."""
STRIDE = 8
"""Input pixels per output cell."""

_NORM_EPSILON = 1e-3  # of the TensorFlow graph that the starting weights were trained in
_STEM_CHANNELS = 16
# (expansion, output channels, stride) of MobileNetV2's blocks at width 0.5 up to the last one of stride 16.
_BLOCKS = (
    (1, 8, 1),
    (6, 16, 2),
    (6, 16, 1),
    (6, 16, 2),
    (6, 16, 1),
    (6, 16, 1),
    (6, 32, 2),
    (6, 32, 1),
    (6, 32, 1),
    (6, 32, 1),
    (6, 48, 1),
    (6, 48, 1),
    (6, 48, 1),
)
_STRIDE_8_BLOCKS = 6
_FEATURES = 16 + 48
STAGES = 6
"""Of the published network."""
_STAGE_CHANNELS = 64
_FIRST_STAGE_CHANNELS = 256


class NormedConvolution(nn.Sequential):
    """Convolution without bias, instance norm and, if `activated`, ReLU6.

    A stride of 2 pads on the right and at the bottom only (TensorFlow's "SAME" for even sizes), and rounds an
    odd size up: an even size reads only the first of the two rows of zeros.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int,
        *,
        stride: int = 1,
        groups: int = 1,
        activated: bool = True,
    ) -> None:
        layers: list[nn.Module] = [nn.ZeroPad2d((0, 2, 0, 2))] if stride == 2 else []
        padding = kernel // 2 if stride == 1 else 0
        layers += [
            nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups, bias=False),
            nn.InstanceNorm2d(outputs, eps=_NORM_EPSILON, affine=True),
        ]
        if activated:
            layers.append(nn.ReLU6(inplace=True))
        super().__init__(*layers)


class InvertedResidual(nn.Module):
    """MobileNetV2 block: widen, filter each channel, narrow; added to its input where the shapes allow it."""

    def __init__(self, inputs: int, outputs: int, *, expansion: int, stride: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.adds_input = stride == 1 and inputs == outputs
        self.layers = nn.Sequential(
            *([NormedConvolution(inputs, wide, 1)] if expansion > 1 else []),
            NormedConvolution(wide, wide, 3, stride=stride, groups=wide),
            NormedConvolution(wide, outputs, 1, activated=False),
        )

    def forward(self, features: Tensor) -> Tensor:
        """[N,inputs,h,w] to [N,outputs,h/stride,w/stride], rounded up."""
        result: Tensor = self.layers(features)
        return features + result if self.adds_input else result


class DoubleSize(nn.Module):
    """Bilinear x2 with the sample grid at the top left corner, as TensorFlow 1 resizes; nothing to train."""

    kernel: Tensor

    def __init__(self, channels: int) -> None:
        super().__init__()
        line = torch.tensor([0.5, 1.0, 0.5])
        self.register_buffer("kernel", torch.outer(line, line).repeat(channels, 1, 1, 1), persistent=False)

    def forward(self, features: Tensor) -> Tensor:
        """[N,channels,h,w] to [N,channels,2h,2w]."""
        padded = functional.pad(features, (0, 1, 0, 1), mode="replicate")
        groups = self.kernel.shape[0]
        doubled = functional.conv_transpose2d(padded, self.kernel, stride=2, padding=1, groups=groups)
        return doubled[:, :, :-1, :-1]


class Trunk(nn.Module):
    """Features at stride 8: those of the sixth block beside the last block's, doubled in size.

    Where H/8 or W/8 is odd, stride 16 reaches past the edge, and what was doubled there is cut off.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stem = NormedConvolution(3, _STEM_CHANNELS, 3, stride=2)
        blocks, inputs = [], _STEM_CHANNELS
        for expansion, outputs, stride in _BLOCKS:
            blocks.append(InvertedResidual(inputs, outputs, expansion=expansion, stride=stride))
            inputs = outputs
        self.to_stride_8 = nn.Sequential(*blocks[:_STRIDE_8_BLOCKS])
        self.to_stride_16 = nn.Sequential(*blocks[_STRIDE_8_BLOCKS:])
        self.upsample = DoubleSize(inputs)

    def forward(self, image: Tensor) -> Tensor:
        """[N,3,H,W], 0..255, to [N,64,H/8,W/8]."""
        fine = self.to_stride_8(self.stem(image))
        height, width = fine.shape[2:]
        coarse = self.upsample(self.to_stride_16(fine))
        return torch.cat([fine, coarse.narrow(2, 0, height).narrow(3, 0, width)], dim=1)


class Branch(nn.Sequential):
    """Three separable 3x3 convolutions, then two 1x1: one stage's heatmaps or fields."""

    def __init__(self, inputs: int, hidden: int, outputs: int) -> None:
        layers: list[nn.Module] = []
        for _ in range(3):
            layers += [
                nn.Conv2d(inputs, inputs, 3, padding=1, groups=inputs, bias=False),
                nn.Conv2d(inputs, _STAGE_CHANNELS, 1),
                nn.ReLU(inplace=True),
            ]
            inputs = _STAGE_CHANNELS
        super().__init__(
            *layers, nn.Conv2d(inputs, hidden, 1), nn.ReLU(inplace=True), nn.Conv2d(hidden, outputs, 1)
        )


class Stage(nn.Module):
    """Both branches on the same input."""

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.pafs = Branch(inputs, hidden, PAFS)
        self.heatmaps = Branch(inputs, hidden, HEATMAPS)

    def forward(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """Heatmaps [N,19,h,w] and pafs [N,38,h,w] of [N,inputs,h,w]."""
        return self.heatmaps(features), self.pafs(features)


class LightPoseNetwork(nn.Module):
    """RGB photos to OpenPose heatmaps and part affinity fields, refined over `stages` stages."""

    def __init__(self, stages: int = STAGES) -> None:
        super().__init__()
        self.trunk = Trunk()
        later = PAFS + HEATMAPS + _FEATURES
        self.stages = nn.ModuleList(
            [Stage(_FEATURES, _FIRST_STAGE_CHANNELS)]
            + [Stage(later, _STAGE_CHANNELS) for _ in range(stages - 1)]
        )

    def every_stage(self, image: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Each stage's (heatmaps, pafs), the best last; the shapes are those of `forward`."""
        features = self.trunk(image.permute(0, 3, 1, 2).float())
        results: list[tuple[Tensor, Tensor]] = []
        seen = features
        for stage in self.stages:
            heatmaps, pafs = stage(seen)
            results.append((heatmaps, pafs))
            seen = torch.cat([pafs, heatmaps, features], dim=1)
        return results

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """Heatmaps float32 [N,19,H/8,W/8] and pafs float32 [N,38,H/8,W/8] of `image` [N,H,W,3].

        `image` is RGB, uint8 or float, 0..255; H and W are multiples of 8.
        """
        return self.every_stage(image)[-1]
