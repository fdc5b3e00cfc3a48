"""Pictures that are to be seen, and who is told what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Slot


@dataclass(frozen=True, eq=False)
class Sight:
    """One picture, and the rows that show it: the sizes of a product share theirs."""

    link: str
    slot: Slot
    rows: list[int] = field(default_factory=list)


class Sights(Protocol):
    """Rows of a feed, or of a catalog, whose pictures are looked at together."""

    @property
    def sights(self) -> Sequence[Sight]:
        """What is to be seen."""

    def known_digest(self, sight: Sight) -> str:
        """Digest of the picture whose embedding is known; empty where none is."""

    def keeps(self, sight: Sight, model: str) -> None:
        """The picture is the known one, and so is what this model makes of it."""

    def sees(self, sight: Sight, digest: str, embedding: NDArray[np.floating[Any]], model: str) -> None:
        """A picture with this digest has this embedding, `[256]` of unit length, of this model."""

    def breaks(self, sight: Sight, reason: str) -> None:
        """The picture cannot be used."""
