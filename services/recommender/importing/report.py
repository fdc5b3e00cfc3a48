"""What became of a feed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from contracts.clothes import Category
from services.recommender.feeds.rows import Reject


@dataclass
class LookReport:
    """Counts of pictures, while they are looked at and after it."""

    embedded: int = 0
    """Pictures that went through the networks."""
    reused: int = 0
    """Products with the picture that they had, whose embedding was kept."""
    posed: int = 0
    """Pictures that were cropped to a region of the person who wears the garment."""
    pose_errors: int = 0
    """Pictures that the pose service did not answer for: they were embedded whole."""
    read_before: int = 0
    """Pictures whose embedding is from a file of readings."""


@dataclass
class ImportReport(LookReport):
    """Counts of an import, while it runs and after it."""

    imported: Counter[Category] = field(default_factory=Counter)
    """Products by category, those of an earlier part that was interrupted included."""
    unmapped: int = 0
    """Products of none of the ten categories: kept, and not recommended."""
    rejects: list[Reject] = field(default_factory=list)
    """Rows that were left out, in the order of the feed."""
    resumed: int = 0
    """Products that were in already, from an import that was interrupted."""
    without_picture: int = 0
    """Products that stay without an embedding because their picture cannot be read (`reindex`)."""
    version: int = 0
    """Of the catalog, with these products; 0 where nothing was written."""

    @property
    def products(self) -> int:
        """All that went in."""
        return self.imported.total() + self.unmapped


@dataclass(frozen=True)
class Progress:
    """How far an import is."""

    done: int
    """Of `total`: bytes of a feed, or products of a catalog."""
    total: int
    products: int
    """Rows that are done with, bad ones included."""
    publishing: bool = False
    """All is read; the new version is indexed and then switched to."""


OnProgress = Callable[[Progress], None]
