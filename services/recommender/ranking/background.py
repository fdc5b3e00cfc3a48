"""What ranking knows of a catalog as a whole: what is usual in it, and when its products came."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.recommender.ranking.centres import Centres, category_centres

QUARTILES = (25, 75)
"""The middle half of a category's prices is what is usual in it (per cent)."""


@dataclass(frozen=True)
class Background:
    """One version of a catalog, or a sample of it."""

    centres: Centres
    """Centre of each category's embeddings."""
    usual_prices: Mapping[str, tuple[float, float]]
    """Category -> the quartiles of its prices, in hundredths of the currency."""
    opened: int
    """When the first product came (Unix seconds); what came with it is stock, not news. 0: not known."""
    now: int
    """When this version was made (Unix seconds): a version ranks alike for ever, so pages stay apart."""


def background_of(
    category: NDArray[np.str_],
    embedding: NDArray[np.float32],
    asked_cents: NDArray[np.int64],
    first_seen: NDArray[np.int64],
) -> Background:
    """The background that `n` products are.

    Args:
        category: `[n]`.
        embedding: `[n, 256]` of unit length.
        asked_cents: `[n]`.
        first_seen: `[n]` Unix seconds, 0 where it is not known.
    """
    known = first_seen[first_seen > 0]
    low, high = (
        {
            str(name): float(np.percentile(asked_cents[category == name], quartile))
            for name in np.unique(category)
        }
        for quartile in QUARTILES
    )
    return Background(
        centres=category_centres(category, embedding),
        usual_prices={name: (low[name], high[name]) for name in low},
        opened=int(known.min(initial=np.iinfo(np.int64).max)) if len(known) else 0,
        now=int(known.max(initial=0)),
    )
