"""Products that become one batch of the catalog, while their pictures are looked at."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE, Slot
from services.recommender.feeds.categories import SLOT_OF
from services.recommender.importing.batches import complete_batch
from services.recommender.importing.known import KnownProduct
from services.recommender.importing.sights import Sight


class Pile:
    """Rows with what is known of each before, and what is seen of it now."""

    def __init__(self, products: Any, known: Mapping[str, KnownProduct]) -> None:
        """Begin with nothing seen.

        Args:
            products: `pyarrow.RecordBatch` of `FEED_SCHEMA`.
            known: of the version that is served, by id.
        """
        self.products = products
        self.known = known
        self.ids: list[str] = products["id"].to_pylist()
        self.broken: dict[int, str] = {}
        """Row -> why its picture cannot be used."""
        self._embeddings = np.zeros((len(products), EMBEDDING_SIZE), np.float16)
        self._models = [""] * len(products)
        self._digests = [""] * len(products)
        self.sights = self._all_sights()

    def known_digest(self, sight: Sight) -> str:
        """Digest of the picture that the first of its rows has; empty where none is known."""
        known = self.known.get(self.ids[sight.rows[0]])
        return known.digest if known else ""

    def keeps(self, sight: Sight, model: str) -> None:
        """Its rows have the embedding, of this model, that the first of them has in the version served."""
        known = self.known[self.ids[sight.rows[0]]]
        assert known.embedding is not None
        self.sees(sight, known.digest, known.embedding, model)

    def sees(self, sight: Sight, digest: str, embedding: NDArray[np.floating[Any]], model: str) -> None:
        """Its rows have this embedding, `[256]`, of this model."""
        for row in sight.rows:
            self._embeddings[row] = embedding
            self._models[row] = model
            self._digests[row] = digest

    def breaks(self, sight: Sight, reason: str) -> None:
        """Its picture cannot be used."""
        self.broken.update(dict.fromkeys(sight.rows, reason))

    def batch(self, now: int, without: Iterable[int] = ()) -> Any:
        """The `pyarrow.RecordBatch` of `SCHEMA`, without some rows.

        A product that is not known is seen first `now` (Unix seconds).
        """
        first_seen = [self.known[one].first_seen if one in self.known else now for one in self.ids]
        batch = complete_batch(self.products, self._embeddings, self._models, self._digests, first_seen)
        left_out = set(without)
        if not left_out:
            return batch
        return batch.filter(pa.array([row not in left_out for row in range(len(batch))]))

    def _all_sights(self) -> list[Sight]:
        """What is none of the ten categories has no slot, and is not looked at."""
        sights: dict[tuple[str, Slot], Sight] = {}
        links, categories = self.products["image_link"].to_pylist(), self.products["category"].to_pylist()
        for row, (link, category) in enumerate(zip(links, categories, strict=True)):
            if slot := SLOT_OF.get(category):
                sights.setdefault((link, slot), Sight(link, slot)).rows.append(row)
        return list(sights.values())
