"""What the pictures of one category have in common, so that likeness tells more than the category."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

FEW = 0.5
"""The weight, in products, of knowing nothing: one picture alone is not what its category has in common."""

Centres = Mapping[str, NDArray[np.float32]]
"""Category -> `[256]`: the mean of its embeddings, drawn towards zero where there are few."""


def category_centres(category: NDArray[np.str_], embedding: NDArray[np.float32]) -> Centres:
    """The centre of each category.

    Embeddings of a network that was trained on categories share most of their direction within one: any two
    have a cosine near 1, and only what is left without the common part tells them apart (J. Mu and
    P. Viswanath, "All-but-the-Top", ICLR 2018, of word embeddings).

    Args:
        category: `[n]`.
        embedding: `[n, 256]` of unit length.
    """
    return {
        str(name): (of_it := embedding[category == name]).sum(axis=0) / np.float32(len(of_it) + FEW)
        for name in np.unique(category)
    }


def spread(
    category: NDArray[np.str_], embedding: NDArray[np.float32], centres: Centres
) -> NDArray[np.float32]:
    """How far each embedding is from the centre of its category: `[n]`."""
    distance = np.zeros(len(embedding), np.float32)
    for name in np.unique(category):
        rows = category == name
        distance[rows] = np.linalg.norm(embedding[rows] - centres.get(str(name), 0), axis=1)
    return distance


def centred_cosine(
    embedding: NDArray[np.float32],
    distance: NDArray[np.float32],
    centre: NDArray[np.float32],
    query: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Cosine between embeddings of one category and a query, both seen from the centre of the category.

    Args:
        embedding: `[n, 256]`.
        distance: `[n]`, of `spread`.
        centre: `[256]`.
        query: `[256]`.

    Returns:
        `[n]`, -1..1; 0 for what is at the centre.
    """
    direction = query - centre
    # not a matrix product: BLAS rounds a row differently by where it stands, and ties must stay ties
    dots = np.einsum("nd,d->n", embedding, direction) - np.dot(centre, direction)
    lengths = distance * np.linalg.norm(direction)
    cosine = np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 1e-6)
    return np.asarray(np.clip(cosine, -1, 1), np.float32)
