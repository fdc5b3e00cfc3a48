"""Products that are compared with a garment, as arrays: one row per product in each."""

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE
from services.recommender.catalog.schema import MAX_COLOURS
from services.recommender.ranking.background import Background
from services.recommender.ranking.centres import spread
from serving.colour.lab import lab_from_hex

Texts = NDArray[np.str_]
_SHARED: Final = ("background", "colour_labs")


@dataclass(frozen=True)
class Candidates:
    """Everything that ranking looks at. Arrays have `n` rows where they are not shared."""

    ids: Texts
    category: Texts
    gender: Texts
    availability: Texts
    asked_cents: NDArray[np.int64]
    colour: Texts
    pattern: Texts
    group: NDArray[Any]
    """The same for the variants of one item, and for nothing else."""
    first_seen: NDArray[np.int64]
    """Unix seconds, 0 where it is not known."""
    embedding: NDArray[np.float32]
    """`[n, 256]`, unit length; `[n, 0]` where no pictures are compared."""
    embedding_model: Texts
    spread: NDArray[np.float32]
    """Distance of the embedding from the centre of its category."""
    background: Background
    """The catalog that they are from; shared."""
    colour_set: NDArray[np.int32]
    """Index into `colour_labs`: a catalog has thousands of products and a few dozen sets of colours."""
    colour_labs: NDArray[np.float32]
    """`[sets, 3 colours, Lab]`; NaN where a product has fewer colours."""

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> "Candidates":
        """These rows only, by index or by mask."""
        picked = {field.name: getattr(self, field.name) for field in fields(self)}
        return Candidates(
            **{name: value if name in _SHARED else value[rows] for name, value in picked.items()}
        )

    @classmethod
    def of(cls, embedding: NDArray[np.float32] | None, **columns: Any) -> "Candidates":
        """Of everything but `spread`, which is measured; without embeddings there is none."""
        if embedding is None:
            count = len(columns["ids"])
            return cls(
                **columns, embedding=np.zeros((count, 0), np.float32), spread=np.zeros(count, np.float32)
            )
        distance = spread(columns["category"], embedding, columns["background"].centres)
        return cls(**columns, embedding=embedding, spread=distance)


def texts(column: Any) -> Texts:
    """A column of texts of `pyarrow` -> `[n]`."""
    return np.asarray(column.to_pylist(), np.str_)


def embeddings(column: Any) -> NDArray[np.float32]:
    """The column of embeddings of a `pyarrow` batch or table -> `[n, 256]`."""
    return stored_embeddings(column).astype(np.float32)


def stored_embeddings(column: Any) -> NDArray[np.float16]:
    """The same as they are in it; of a batch nothing is copied."""
    whole = column.combine_chunks() if hasattr(column, "chunks") else column
    numbers: NDArray[np.float16] = whole.flatten().to_numpy()
    return numbers.reshape(-1, EMBEDDING_SIZE)


def colour_labs(colour_sets: Texts) -> NDArray[np.float32]:
    """Sets of up to three `#rrggbb`, by commas -> `[sets, 3 colours, Lab]`, NaN where there are fewer."""
    labs = np.full((len(colour_sets), MAX_COLOURS, 3), np.nan, np.float32)
    for row, colours in enumerate(colour_sets):
        if hexes := [colour for colour in str(colours).split(",") if colour]:
            labs[row, : len(hexes)] = lab_from_hex(hexes)
    return labs
