"""Small likenesses of the embeddings of a whole catalog, to find the few that are worth comparing exactly.

Every embedding is seen from the centre of its category, brought to unit length, turned to the directions in
which products differ most (principal components), and the first `SIZE` coordinates are rounded to a byte. A
catalog of a million products is then 64 MB, and all products that meet a filter are compared: there is no
list that was not visited, so a narrow filter loses nothing, and nothing has to be trained or rebuilt.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.recommender.catalog.columns import Rows

SIZE: Final = 64
"""Coordinates that are kept: of the demo shop's pictures they hold 99.5 % of what differs."""

BLOCK: Final = 2048
"""Rows that are compared at a time: what is unpacked of them stays in the cache of a core, and is too little
for the linear algebra library to wake threads for, which would cost more than the work."""

_BYTE: Final = 127
_FINE: Final = 2047
"""Steps of a query's coordinate: products of `SIZE` coordinates sum to less than 2**24, the last whole number
that float32 tells from the next, so the sum does not depend on the order of its parts or the machine."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Sketcher:
    """Directions and their scales: the same embedding always gives the same sketch."""

    directions: Vectors
    """`[256, SIZE]`"""
    scale: Vectors
    """`[SIZE]`: the coordinate that becomes 127; a larger one is cut to it."""

    @classmethod
    def of_sample(cls, differences: Vectors) -> "Sketcher":
        """Fitted to `[n, 256]` embeddings less the centre of their category."""
        sample = unit(differences)
        _, directions = np.linalg.eigh(sample.T @ sample)
        directions = np.ascontiguousarray(directions[:, ::-1][:, :SIZE])
        scale = np.abs(sample @ directions).max(axis=0, initial=1e-6)
        return cls(directions, scale)

    def sketch(self, differences: Vectors) -> NDArray[np.int8]:
        """`[n, 256]` embeddings less the centre of their category -> `[n, SIZE]`."""
        coordinates = unit(differences) @ self.directions
        coordinates *= _BYTE / self.scale
        return np.asarray(np.clip(np.rint(coordinates), -_BYTE, _BYTE), np.int8)


@dataclass(frozen=True)
class Sketches:
    """Of `n` products."""

    sketcher: Sketcher
    codes: NDArray[np.int8]
    """`[n, SIZE]`"""

    def cosine(self, rows: Rows, difference: Vectors) -> Vectors:
        """About the cosine between products of one category and a query, both seen from its centre: `[rows]`.

        Args:
            rows: of the products; neighbours are read together.
            difference: `[256]`, the query less the centre.
        """
        query = (unit(difference) @ self.sketcher.directions) * self.sketcher.scale
        step = float(np.abs(query).max(initial=1e-6)) / _FINE
        query = np.rint(query / step)
        cosine = np.empty(len(rows), np.float32)
        packed = np.empty((BLOCK, SIZE), np.int8)
        unpacked = np.empty((BLOCK, SIZE), np.float32)
        for start in range(0, len(rows), BLOCK):
            block = rows[start : start + BLOCK]
            np.take(self.codes, block, axis=0, out=packed[: len(block)], mode="clip")
            unpacked[: len(block)] = packed[: len(block)]
            np.dot(unpacked[: len(block)], query, out=cosine[start : start + len(block)])
        cosine *= step / _BYTE
        return cosine


def unit(vectors: Any) -> Vectors:
    """Each vector of the last axis at length 1; what has no direction stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 1e-6), np.float32)
