"""The gender CNN of the design, and the graph around it that is served."""

import torch
from torch import Tensor, nn
from torch.nn import functional

LABELS = ("male", "female")
SIZE = 150
"""Pixels on a side of the crop that the design defines."""

_CHANNELS = 256
_LUMA = (0.299, 0.587, 0.114)
"""Weights of R, G and B in luma, ITU-R BT.601: the same as OpenCV's greyscale, which training reads."""


_EDGE_GAIN = 1.5
"""What the first layer is multiplied by when crops grow: an edge is less steep over twice the pixels. With
1.5 the logits spread at 150 pixels as they did at 75 (measured among 1, 1.5 and 2)."""


def cells_of(size: int) -> int:
    """Side of the map that is flattened, for a crop of `size` pixels: 36 for 150, 17 for 75."""
    return ((size - 2) // 2 - 2) // 2


class GenderNetwork(nn.Module):
    """Conv 3x3x256, ReLU, MaxPool 2, twice, valid padding; Dense 64, ReLU, Dense 1: a logit for "female".

    21,826,433 parameters at 150 x 150. The ReLU between the dense layers has no parameters; without it the
    two would be one linear layer. `size` other than 150 is for training only, see `enlarged`.
    """

    def __init__(self, size: int = SIZE) -> None:
        super().__init__()
        self.size = size
        self.first = nn.Conv2d(1, _CHANNELS, 3)
        self.second = nn.Conv2d(_CHANNELS, _CHANNELS, 3)
        self.hidden = nn.Linear(_CHANNELS * cells_of(size) ** 2, 64)
        self.last = nn.Linear(64, 1)
        self.dropout = nn.Dropout(0.3)

    def forward(self, face: Tensor) -> Tensor:
        """Face float [N, 1, size, size], standardised -> logit float [N]."""
        x = functional.max_pool2d(functional.relu(self.first(face)), 2)
        x = functional.max_pool2d(functional.relu(self.second(x)), 2)
        x = self.dropout(x.contiguous().flatten(1))
        x = self.dropout(functional.relu(self.hidden(x)))
        logit: Tensor = self.last(x).squeeze(1)
        return logit


def enlarged(small: GenderNetwork, size: int = SIZE) -> GenderNetwork:
    """A network for crops of `size` that starts where one trained on smaller crops ended.

    Nearly all of the work is the second convolution's, and grows with the crop's area, so most of the
    training is done on small crops. The dense weights are stretched like an image (bilinear) and divided by
    the growth of the area, so that the sum over a region stays what it was. Without any further training the
    enlarged network was right as often on 200 validation faces (79 % each).
    """
    large = GenderNetwork(size)
    before, after = cells_of(small.size), cells_of(size)
    with torch.no_grad():
        for target, source in (
            (large.first, small.first),
            (large.second, small.second),
            (large.last, small.last),
        ):
            target.load_state_dict(source.state_dict())
        large.first.weight.mul_(_EDGE_GAIN)
        stretched = functional.interpolate(
            small.hidden.weight.view(64, _CHANNELS, before, before), size=(after, after), mode="bilinear"
        )
        large.hidden.weight.copy_(stretched.flatten(1) * (before / after) ** 2)
        large.hidden.bias.copy_(small.hidden.bias)
    return large


def standardised(grey: Tensor) -> Tensor:
    """Grey float [N, 1, H, W] of any range -> the same with mean 0 and deviation 1 per photo.

    Exposure and contrast then say nothing. A deviation under 4 grey levels is taken as 4, so that noise in a
    flat crop is not blown up to a face.
    """
    mean = grey.mean(dim=(2, 3), keepdim=True)
    deviation = (grey - mean).square().mean(dim=(2, 3), keepdim=True).sqrt()
    return (grey - mean) / deviation.clamp(min=4.0)


class ServedGender(nn.Module):
    """Face crop uint8 [N, 150, 150, 3] RGB -> probabilities float32 [N, 2] in the order of LABELS."""

    luma: Tensor

    def __init__(self, network: GenderNetwork, temperature: float = 1.0, offset: float = 0.0) -> None:
        super().__init__()
        self.network = network
        self.temperature = temperature
        self.offset = offset
        self.register_buffer("luma", torch.tensor(_LUMA))

    def forward(self, image: Tensor) -> Tensor:
        """See the class."""
        grey = (image.float() * self.luma).sum(dim=3).unsqueeze(1)
        logit = self.network(standardised(grey))
        female = torch.sigmoid((logit - self.offset) / self.temperature)
        return torch.stack((1 - female, female), dim=1)
