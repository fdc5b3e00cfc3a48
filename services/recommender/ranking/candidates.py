"""Products that are compared with a garment, as arrays: one row per product in each."""

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE
from services.recommender.feeds.colour_words import MAX_COLOURS
from services.recommender.ranking.background import Background, background_of
from services.recommender.ranking.centres import spread
from serving.image.colour_difference import lab_from_hex

COLUMNS: Final = [
    "id", "category", "gender", "availability", "asked_cents", "colour", "colour_hexes",
    "pattern", "item_group_id", "first_seen", "embedding", "embedding_model",
]  # fmt: skip
"""Columns of the table that `Candidates.from_arrow` reads."""

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
    group: Texts
    """`item_group_id`; a product without one is a group of its own."""
    first_seen: NDArray[np.int64]
    """Unix seconds, 0 where it is not known."""
    embedding: NDArray[np.float32]
    """`[n, 256]`, unit length."""
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
    def from_arrow(cls, table: Any, background: Background | None = None) -> "Candidates":
        """From a `pyarrow.Table` with `COLUMNS`.

        Args:
            table: the products.
            background: the whole catalog, where the table is not all of it.
        """
        table = table.combine_chunks()
        texts = {
            name: _texts(table[name]) for name in ("category", "gender", "availability", "colour", "pattern")
        }
        ids, groups = _texts(table["id"]), _texts(table["item_group_id"])
        hexes, colour_set = np.unique(_texts(table["colour_hexes"]), return_inverse=True)
        embedding = _embeddings(table["embedding"])
        prices, first_seen = table["asked_cents"].to_numpy(), table["first_seen"].to_numpy()
        if background is None:
            background = background_of(texts["category"], embedding, prices, first_seen)
        return cls(
            ids=ids,
            **texts,
            asked_cents=prices,
            first_seen=first_seen,
            group=np.where(groups == "", ids, groups),
            embedding=embedding,
            spread=spread(texts["category"], embedding, background.centres),
            background=background,
            embedding_model=_texts(table["embedding_model"]),
            colour_set=colour_set.astype(np.int32),
            colour_labs=_labs(hexes),
        )


def _texts(column: Any) -> Texts:
    return np.asarray(column.to_pylist(), np.str_)


def _embeddings(column: Any) -> NDArray[np.float32]:
    numbers = [chunk.flatten().to_numpy() for chunk in column.chunks]
    return np.concatenate([np.zeros(0, np.float16), *numbers]).reshape(-1, EMBEDDING_SIZE).astype(np.float32)


def _labs(colour_sets: Texts) -> NDArray[np.float32]:
    labs = np.full((len(colour_sets), MAX_COLOURS, 3), np.nan, np.float32)
    for row, colours in enumerate(colour_sets):
        if hexes := [colour for colour in str(colours).split(",") if colour]:
            labs[row, : len(hexes)] = lab_from_hex(hexes)
    return labs
