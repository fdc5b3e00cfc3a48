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


def cells_of(size: int) -> int:
    """Side of the map that is flattened, for a crop of `size` pixels: 36 for 150, 17 for 75."""
    return ((size - 2) // 2 - 2) // 2


class GenderNetwork(nn.Module):
    """Conv 3x3x256, ReLU, MaxPool 2, twice, valid padding; Dense 64, ReLU, Dense 1: a logit for "female".

    21,826,433 parameters at 150 x 150. The ReLU between the dense layers has no parameters; without it the
    two would be one linear layer.

    `rank` is for training only: see `FactoredConvolution`; `merged` is then the network of the design.
    """

    def __init__(self, size: int = SIZE, rank: int | None = None) -> None:
        super().__init__()
        self.size = size
        self.rank = rank
        self.first = nn.Conv2d(1, _CHANNELS, 3)
        self.second = FactoredConvolution(_CHANNELS, rank) if rank else nn.Conv2d(_CHANNELS, _CHANNELS, 3)
        self.hidden = nn.Linear(_CHANNELS * cells_of(size) ** 2, 64)
        self.last = nn.Linear(64, 1)
        self.dropout = nn.Dropout(0.2)

    def forward(self, face: Tensor) -> Tensor:
        """Face RGB float [N, 3, size, size], 0..255 -> logit float [N]."""
        return self.judged(self.features(face))

    def features(self, face: Tensor) -> Tensor:
        """Face RGB float [N, 3, size, size], 0..255 -> what is flattened, float [N, 256, 36, 36] from 0."""
        x = _pooled(self.first(standardised(grey(face))))
        return _pooled(self.second(x))

    def judged(self, features: Tensor) -> Tensor:
        """Features as above -> logit float [N]: the dense layers."""
        x = self.dropout(features.contiguous().flatten(1))
        x = self.dropout(functional.relu(self.hidden(x)))
        logit: Tensor = self.last(x).squeeze(1)
        return logit

    def factored(self, rank: int) -> "GenderNetwork":
        """The nearest network with a factored second convolution; of what was `merged`, the same again."""
        narrow = GenderNetwork(self.size, rank)
        assert isinstance(self.second, nn.Conv2d)
        state = {name: value for name, value in self.state_dict().items() if not name.startswith("second.")}
        factors = FactoredConvolution.of(self.second, rank).state_dict()
        narrow.load_state_dict(state | {f"second.{name}": value for name, value in factors.items()})
        return narrow

    def merged(self) -> "GenderNetwork":
        """The same function with a plain second convolution."""
        plain = GenderNetwork(self.size)
        state = self.state_dict()
        if isinstance(self.second, FactoredConvolution):
            state = {name: value for name, value in state.items() if not name.startswith("second.")}
            state |= {f"second.{name}": value for name, value in self.second.merged().state_dict().items()}
        plain.load_state_dict(state)
        return plain


class FactoredConvolution(nn.Sequential):
    """A 3x3 convolution of `channels` to `channels` through `rank` channels, with nothing between the two.

    Being linear, the pair is one 3x3 convolution whose kernel has that rank: the layer of the design, but at
    rank 32 trained with a seventh of the multiply-adds, which are nearly all of the network's.
    """

    def __init__(self, channels: int, rank: int) -> None:
        super().__init__(nn.Conv2d(channels, rank, 3, bias=False), nn.Conv2d(rank, channels, 1))

    @classmethod
    def of(cls, plain: nn.Conv2d, rank: int) -> "FactoredConvolution":
        """The nearest to `plain` by the squares of the kernel's errors (its singular vectors)."""
        factored = cls(plain.out_channels, rank)
        down, up = factored[0], factored[1]
        assert isinstance(down, nn.Conv2d)
        assert isinstance(up, nn.Conv2d)
        assert up.bias is not None
        assert plain.bias is not None
        with torch.no_grad():
            left, size, right = torch.linalg.svd(plain.weight.flatten(1), full_matrices=False)
            root = size[:rank].sqrt()
            up.weight.copy_((left[:, :rank] * root)[:, :, None, None])
            down.weight.copy_((root[:, None] * right[:rank]).view_as(down.weight))
            up.bias.copy_(plain.bias)
        return factored

    def merged(self) -> nn.Conv2d:
        """The one convolution that computes the same."""
        down, up = self[0], self[1]
        assert isinstance(down, nn.Conv2d)
        assert isinstance(up, nn.Conv2d)
        assert up.bias is not None
        plain = nn.Conv2d(up.out_channels, up.out_channels, 3)
        assert plain.bias is not None
        with torch.no_grad():
            plain.weight.copy_(torch.einsum("or,rihw->oihw", up.weight[:, :, 0, 0], down.weight))
            plain.bias.copy_(up.bias)
        return plain


def _pooled(x: Tensor) -> Tensor:
    """Pool 2 and ReLU, in this order: the same as the design's, with a quarter of the work."""
    return functional.relu(functional.max_pool2d(x, 2))


def grey(face: Tensor) -> Tensor:
    """RGB float [N, 3, H, W] -> luma float [N, 1, H, W]."""
    luma = torch.tensor(_LUMA, device=face.device).view(1, 3, 1, 1)
    return (face * luma).sum(dim=1, keepdim=True)


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

    def __init__(self, network: nn.Module, temperature: float = 1.0, offset: float = 0.0) -> None:
        super().__init__()
        self.network = network
        self.temperature = temperature
        self.offset = offset

    def forward(self, image: Tensor) -> Tensor:
        """See the class."""
        logit = self.network(image.permute(0, 3, 1, 2).float())
        female = torch.sigmoid((logit - self.offset) / self.temperature)
        return torch.stack((1 - female, female), dim=1)
