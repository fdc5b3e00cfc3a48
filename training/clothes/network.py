"""The clothes trunk, the head that each slot has of its own, and the graphs around them that are served."""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from contracts.clothes import CATEGORIES, EMBEDDING_SIZE, SLOTS, Slot
from training.clothes.resnet import CHANNELS, ResNetStages
from training.clothes.taxonomy import COLOURS, KINDS, PATTERNS

FEATURES = 384
"""Channels of the trunk's output: enough for three heads, and a third of what stage 3 has."""


_HIDDEN = 256


class Trunk(nn.Module):
    """ResNet50 to stage 3, then a 1x1 convolution down to FEATURES, norm and ReLU, shared by all heads."""

    def __init__(self) -> None:
        super().__init__()
        self.resnet = ResNetStages()
        self.reduce = nn.Conv2d(CHANNELS, FEATURES, 1, bias=False)
        self.norm = nn.BatchNorm2d(FEATURES)

    def forward(self, image: Tensor) -> Tensor:
        """RGB 0..1 [N, 3, H, W] -> features [N, FEATURES, H/16, W/16]."""
        return functional.relu(self.norm(self.reduce(self.resnet(image))))


class HeadOutput(NamedTuple):
    """What a head says of N crops: logits [N, K] over its categories, a logit [N] for worn, unit [N, 256]."""

    categories: Tensor
    worn: Tensor
    embedding: Tensor


class Head(nn.Module):
    """One slot's own 3x3 convolution, attention pooling, and the three outputs."""

    def __init__(self, slot: Slot) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(FEATURES, _HIDDEN, 3, 2, 1, bias=False)
        self.norm = nn.BatchNorm2d(_HIDDEN)
        self.attention = nn.Conv2d(_HIDDEN, 1, 1)
        self.dropout = nn.Dropout(0.2)
        self.categories = nn.Linear(2 * _HIDDEN, len(CATEGORIES[slot]))
        self.worn = nn.Linear(2 * _HIDDEN, 1)
        self.embedding = nn.Linear(2 * _HIDDEN, EMBEDDING_SIZE)

    def forward(self, features: Tensor) -> HeadOutput:
        """Features [N, FEATURES, h, w] -> what this head says."""
        x = functional.relu(self.norm(self.convolution(features)))
        # Where to look, and what is all around: the weighted and the plain mean of the map.
        weights = self.attention(x).flatten(2).softmax(dim=2)
        flat = x.flatten(2)
        pooled = torch.cat(((flat * weights).sum(dim=2), flat.mean(dim=2)), dim=1)
        seen = self.dropout(pooled)
        return HeadOutput(
            self.categories(seen),
            self.worn(seen).squeeze(1),
            functional.normalize(self.embedding(pooled), dim=1),
        )


class Likeness(NamedTuple):
    """Logits of N embeddings over the kinds of a slot, the colours and the patterns, each [N, K]."""

    kinds: Tensor
    colours: Tensor
    patterns: Tensor


class Proxies(nn.Module):
    """Unit vectors for kinds, colours and patterns that the embeddings of a slot are drawn to in training.

    "No fuss" proxy loss in its normalised form (Zhai and Wu 2019, "Classification is a strong baseline for
    deep metric learning"): softmax over scaled cosines. Not part of what is served.
    """

    SCALE = 16.0

    def __init__(self, slot: Slot) -> None:
        super().__init__()
        self.kinds = nn.Parameter(torch.randn(len(KINDS[slot]), EMBEDDING_SIZE))
        self.colours = nn.Parameter(torch.randn(len(COLOURS), EMBEDDING_SIZE))
        self.patterns = nn.Parameter(torch.randn(len(PATTERNS), EMBEDDING_SIZE))

    def forward(self, embedding: Tensor) -> Likeness:
        """Unit [N, 256] -> what it is like."""
        return Likeness(*(self._cosines(embedding, one) for one in (self.kinds, self.colours, self.patterns)))

    def _cosines(self, embedding: Tensor, proxies: Tensor) -> Tensor:
        return self.SCALE * embedding @ functional.normalize(proxies, dim=1).T


class ClothesNetwork(nn.Module):
    """The trunk and the three heads, for training."""

    def __init__(self) -> None:
        super().__init__()
        self.trunk = Trunk()
        self.heads = nn.ModuleDict({slot: Head(slot) for slot in SLOTS})
        self.proxies = nn.ModuleDict({slot: Proxies(slot) for slot in SLOTS})

    def head(self, slot: Slot) -> Head:
        """The head of a slot."""
        head = self.heads[slot]
        assert isinstance(head, Head)
        return head

    def forward(self, image: Tensor) -> dict[str, HeadOutput]:
        """RGB 0..1 [N, 3, H, W] -> what each head says of every crop."""
        features = self.trunk(image)
        return {slot: head(features) for slot, head in self.heads.items()}


class ServedTrunk(nn.Module):
    """Crops uint8 [N, 224, 224, 3] RGB -> features float32 [N, FEATURES, 14, 14]."""

    def __init__(self, trunk: Trunk) -> None:
        super().__init__()
        self.trunk = trunk

    def forward(self, image: Tensor) -> Tensor:
        """See the class."""
        features: Tensor = self.trunk(image.permute(0, 3, 1, 2).float() / 255)
        return features


class ServedHead(nn.Module):
    """Features -> probabilities [N, K], worn [N] 0..1, embedding [N, 256] of unit length; calibrated.

    `temperature` divides the category logits, `worn_temperature` the worn logit.
    """

    def __init__(self, head: Head, temperature: float = 1.0, worn_temperature: float = 1.0) -> None:
        super().__init__()
        self.head = head
        self.temperature = temperature
        self.worn_temperature = worn_temperature

    def forward(self, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """See the class."""
        categories, worn, embedding = self.head(features)
        return (
            (categories / self.temperature).softmax(dim=1),
            torch.sigmoid(worn / self.worn_temperature),
            embedding,
        )
