"""Rows of a feed -> rows of the catalog: every picture that is not known is embedded.

Threads read, decode and crop the next pictures while the networks are busy with these.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE, Slot
from services.recommender.catalog.schema import complete_batch
from services.recommender.errors import PictureError
from services.recommender.feeds.categories import SLOT_OF
from services.recommender.importing.ahead import ahead
from services.recommender.importing.known import KnownProduct
from services.recommender.importing.report import ImportReport
from services.recommender.pictures.embed import BATCH, Embedder
from services.recommender.pictures.reading import Picture, PictureReader

DEPTH: Final = 4 * BATCH
"""Pictures that are read ahead; each waits as a crop of 150 kB."""


@dataclass
class Pile:
    """Products that become one batch of the catalog."""

    products: Any
    """`pyarrow.RecordBatch` of `FEED_SCHEMA`."""
    known: Mapping[str, KnownProduct]
    ids: list[str] = field(init=False)
    slots: list[Slot | None] = field(init=False)
    links: list[str] = field(init=False)
    embeddings: NDArray[np.float16] = field(init=False)
    models: list[str] = field(init=False)
    digests: list[str] = field(init=False)
    broken: dict[int, str] = field(default_factory=dict)
    """Row -> why its picture cannot be used."""

    def __post_init__(self) -> None:
        rows = len(self.products)
        self.ids = self.products["id"].to_pylist()
        self.slots = [SLOT_OF.get(name) for name in self.products["category"].to_pylist()]
        self.links = self.products["image_link"].to_pylist()
        self.embeddings = np.zeros((rows, EMBEDDING_SIZE), np.float16)
        self.models = [""] * rows
        self.digests = [""] * rows

    def batch(self, now: int, without: Iterable[int] = ()) -> Any:
        """The `pyarrow.RecordBatch` of `SCHEMA`, without some rows.

        A product that is not known is seen first `now` (Unix seconds).
        """
        first_seen = [self.known[one].first_seen if one in self.known else now for one in self.ids]
        batch = complete_batch(self.products, self.embeddings, self.models, self.digests, first_seen)
        left_out = set(without)
        if not left_out:
            return batch
        return batch.filter(pa.array([row not in left_out for row in range(len(batch))]))


class Looking:
    """Looks at the pictures of piles of products."""

    def __init__(
        self, reader: PictureReader, embedder: Embedder, report: ImportReport, threads: int = 8
    ) -> None:
        """Read pictures in `threads`; the threads wait for the network or decode."""
        self._reader = reader
        self._embedder = embedder
        self._report = report
        self._threads = threads

    def look(self, piles: Iterable[Pile], wanted: Callable[[], bool]) -> Iterator[Pile]:
        """The piles with embeddings, in their order.

        Args:
            piles: products of no category are not looked at.
            wanted: while False, pictures are read and not embedded.
        """
        jobs = ((pile, row) for pile in piles for row in range(-1, len(pile.ids)))
        waiting: list[tuple[int, Picture, Slot]] = []
        for (pile, row), read in ahead(jobs, self._read, threads=self._threads, depth=DEPTH):
            if isinstance(read, str):
                pile.broken[row] = read
            elif read is not None:
                self._take(pile, row, read, waiting)
            last = row == len(pile.ids) - 1
            if wanted() and (len(waiting) == BATCH or (last and waiting)):
                self._embed(pile, waiting)
                waiting = []
            if last:
                waiting = []
                yield pile

    def _read(self, job: tuple[Pile, int]) -> Picture | str | None:
        """A picture, why there is none, or None where none is wanted."""
        pile, row = job
        slot = pile.slots[row] if row >= 0 else None
        if slot is None:
            return None
        known = pile.known.get(pile.ids[row])
        try:
            return self._reader.read(pile.links[row], slot, known.digest if known else "")
        except PictureError as error:
            return str(error)

    def _take(self, pile: Pile, row: int, read: Picture, waiting: list[tuple[int, Picture, Slot]]) -> None:
        self._report.posed += read.worn
        self._report.pose_errors += read.pose_failed
        pile.digests[row] = read.digest
        slot = pile.slots[row]
        assert slot is not None
        if read.crop is not None:
            waiting.append((row, read, slot))
            return
        embedding = pile.known[pile.ids[row]].embedding
        assert embedding is not None
        pile.embeddings[row] = embedding
        pile.models[row] = self._embedder.model
        self._report.reused += 1

    def _embed(self, pile: Pile, waiting: list[tuple[int, Picture, Slot]]) -> None:
        """Variants of one product often share a picture: it goes through the networks once."""
        first = {picture.digest: place for place, (_, picture, _) in reversed([*enumerate(waiting)])}
        different = sorted(first.values())
        crops = [waiting[place][1].crop for place in different]
        embeddings = self._embedder.embed(
            [crop for crop in crops if crop is not None], [waiting[place][2] for place in different]
        )
        of_digest = {
            waiting[place][1].digest: embedding
            for place, embedding in zip(different, embeddings, strict=True)
        }
        for row, picture, _ in waiting:
            pile.embeddings[row] = of_digest[picture.digest]
            pile.models[row] = self._embedder.model
        self._report.embedded += len(different)


def unix_now() -> int:
    """Seconds."""
    return int(time.time())
