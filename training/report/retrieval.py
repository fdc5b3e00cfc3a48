"""How well an embedding finds garments of the same kind."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torchmetrics.functional.retrieval import retrieval_average_precision, retrieval_hit_rate

from training.report.shares import Share


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Of the queries, how many have one of their own among the first 1 and 5; the mean average precision."""

    first: Share
    first_five: Share
    mean_average_precision: float


def retrieval(
    embedding: NDArray[np.float32],
    meanings: Sequence[Hashable | None],
    photos: Sequence[Hashable],
    queries: NDArray[np.bool_],
    gallery: NDArray[np.bool_],
) -> Retrieval:
    """Every query looks for its meaning in the gallery, nearest first.

    Args:
        embedding: float32 [N, D], unit length.
        meanings: of N, what must be the same; None is neither asked for nor found.
        photos: of N; a query's own photo is not in its gallery.
        queries: bool [N], who asks. One that has nothing of its meaning in its gallery is left out.
        gallery: bool [N], who is searched.
    """
    known = np.array([meaning is not None for meaning in meanings], np.bool_)
    codes, origins = _codes(meanings), _codes(photos)
    hits: list[tuple[float, float]] = []
    precisions: list[float] = []
    for query in np.flatnonzero(queries & known):
        others = np.flatnonzero(gallery & known & (origins != origins[query]))
        relevant = torch.from_numpy(codes[others] == codes[query])
        if not relevant.any():
            continue
        likeness = torch.from_numpy(embedding[others] @ embedding[query])
        hits.append(
            (
                float(retrieval_hit_rate(likeness, relevant, top_k=1)),
                float(retrieval_hit_rate(likeness, relevant, top_k=min(5, len(others)))),
            )
        )
        precisions.append(float(retrieval_average_precision(likeness, relevant)))
    first, five = np.array(hits, np.float64).reshape(-1, 2).T > 0
    return Retrieval(Share.of(first), Share.of(five), float(np.mean(precisions)) if precisions else np.nan)


def _codes(values: Sequence[Hashable | None]) -> NDArray[np.int64]:
    """A number for each different value."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return np.array([numbers[value] for value in values], np.int64)
