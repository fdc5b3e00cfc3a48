"""One version of the catalog in memory: all that is needed to find the few products worth a closer look."""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import structlog
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE
from services.recommender.catalog.attributes import ATTRIBUTE_COLUMNS, Attributes, AttributesBuilder
from services.recommender.catalog.columns import Rows
from services.recommender.catalog.embeddings import Embeddings
from services.recommender.catalog.sketches import SIZE, Sketcher, Sketches
from services.recommender.catalog.texts import TextFile
from services.recommender.ranking.background import Background, background_of
from services.recommender.ranking.candidates import Candidates, colour_labs, embeddings, stored_embeddings
from services.recommender.ranking.candidates import texts as texts_of
from services.recommender.ranking.centres import Centres

SHELF_COLUMNS: Final = [*ATTRIBUTE_COLUMNS, "embedding"]
"""Columns of the table that `ShelfBuilder` reads."""

SAMPLE_COLUMNS: Final = ["category", "embedding", "asked_cents", "first_seen"]
"""Columns of the table that `ShelfBuilder` wants a sample of."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Shelf:
    """`n` products; a row is the same product in all of it."""

    attributes: Attributes
    sketches: Sketches
    embeddings: Embeddings | None
    """By `places`; None where they are in the table only."""
    texts: TextFile | None
    """By `places`; None where they are in the table only."""
    places: NDArray[np.uint32]
    """`[n]`: where each row is in what is not in this order."""
    row_ids: NDArray[np.uint64] | None
    """By `places`: where each product is in the table; None where nothing is read from there any more."""
    background: Background
    colour_labs: NDArray[np.float32]
    """`[sets, 3 colours, Lab]` of `Kinds.colour_hexes`."""

    def __len__(self) -> int:
        return len(self.attributes)

    def embedding(self, rows: Rows) -> NDArray[np.float32] | None:
        """`[rows, 256]` of unit length; None where they are in the table only.

        Raises:
            OSError: the disk failed.
        """
        return None if self.embeddings is None else self.embeddings.read(self.places[rows])

    def candidates(self, rows: Rows, embedding: NDArray[np.float32] | None) -> Candidates:
        """These rows, to be compared one by one.

        Args:
            rows: `[n]`.
            embedding: `[n, 256]`; None where no pictures are compared.
        """
        of, kind = self.attributes, self.attributes.kind[rows]
        sets, colour_set = np.unique(of.kinds.colour_hexes.codes[kind], return_inverse=True)
        return Candidates.of(
            ids=texts_of(of.ids.take(rows)),
            category=of.kinds.category.at(kind),
            gender=of.kinds.gender.at(kind),
            availability=of.kinds.availability.at(kind),
            colour=of.kinds.colour.at(kind),
            embedding_model=of.kinds.embedding_model.at(kind),
            pattern=of.pattern.at(rows),
            asked_cents=of.asked_cents[rows].astype(np.int64),
            first_seen=of.first_seen[rows].astype(np.int64),
            group=of.group[rows],
            embedding=embedding,
            background=self.background,
            colour_set=colour_set.astype(np.int32),
            colour_labs=self.colour_labs[sets],
        )


class ShelfBuilder:
    """Makes a `Shelf` of the batches of a table, in one pass."""

    def __init__(
        self, sample: Any, rows: int, kept: Embeddings | None, texts: TextFile | None = None
    ) -> None:
        """Fit the sketches and take the centres of the categories.

        Args:
            sample: `pyarrow.Table` with `SAMPLE_COLUMNS` of some thousand products, or of all.
            rows: how many products will be added.
            kept: where their embeddings shall be, besides the table.
            texts: where their texts shall be, besides the table.
        """
        category, embedding = sample["category"].combine_chunks(), embeddings(sample["embedding"])
        self._background = background_of(
            texts_of(category), embedding, sample["asked_cents"].to_numpy(), sample["first_seen"].to_numpy()
        )
        self._sketcher = Sketcher.of_sample(_differences(category, embedding, self._background.centres))
        self._attributes = AttributesBuilder()
        self._added = 0
        self._row_ids = np.zeros(rows, np.uint64)
        self._codes = np.zeros((rows, SIZE), np.int8)
        self._embeddings = kept
        self._texts = texts

    def add(self, batch: Any) -> None:
        """The next `pyarrow.RecordBatch` with `SHELF_COLUMNS`, the columns of `texts`, and `_rowid`."""
        self._attributes.add(batch)
        stored = stored_embeddings(batch["embedding"])
        here = slice(self._added, self._added + len(stored))
        self._row_ids[here] = batch["_rowid"].to_numpy()
        self._added += len(stored)
        self._keep(batch, stored)
        embedding = stored.astype(np.float32)
        self._codes[here] = self._sketcher.sketch(
            _differences(batch["category"], embedding, self._background.centres)
        )

    def _keep(self, batch: Any, embedding: NDArray[np.float16]) -> None:
        try:
            if self._embeddings is not None:
                self._embeddings.append(embedding)
            if self._texts is not None:
                self._texts.append(batch)
        except OSError as error:
            log.warning("no copy of the catalog: a search takes some milliseconds more", reason=str(error))
            self._embeddings = self._texts = None

    def build(self, made_at: int) -> Shelf:
        """All that were added. `made_at`: when the version was made, in Unix seconds."""
        attributes, order = self._attributes.build()
        for start in range(0, SIZE, 8):  # in slices, so that there are never two of it
            self._codes[:, start : start + 8] = self._codes[order, start : start + 8]
        known = attributes.first_seen[attributes.first_seen > 0]
        return Shelf(
            attributes=attributes,
            sketches=Sketches(self._sketcher, self._codes),
            embeddings=self._embeddings,
            texts=self._texts,
            places=order,
            row_ids=self._row_ids if self._embeddings is None or self._texts is None else None,
            background=replace(self._background, now=made_at, opened=int(known.min()) if len(known) else 0),
            colour_labs=colour_labs(attributes.kinds.colour_hexes.values),
        )


def _differences(category: Any, embedding: NDArray[np.float32], centres: Centres) -> NDArray[np.float32]:
    """`embedding` itself, `[n, 256]`, less the centre of each `category`, a `pyarrow.Array` of `n` texts."""
    coded, nothing = category.dictionary_encode(), np.zeros(EMBEDDING_SIZE, np.float32)
    if len(coded):
        of_names = [centres.get(name, nothing) for name in coded.dictionary.to_pylist()]
        embedding -= np.stack(of_names)[coded.indices.to_numpy()]
    return embedding
