"""Rows of a feed -> rows of the catalog: every picture that is not known is embedded.

    piles ──► threads that read, decode and crop ──► batches of new pictures ──► the networks ──► piles

All of it goes on at a time; what is begun and not done with is bounded.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from services.recommender.errors import PictureError
from services.recommender.importing.ahead import ahead
from services.recommender.importing.report import LookReport
from services.recommender.importing.sights import Sight, Sights
from services.recommender.pictures.embed import BATCH, Embedder
from services.recommender.pictures.reading import Picture, PictureReader

DEPTH: Final = 4 * BATCH
"""Pictures that are read ahead; each waits as a crop of 150 kB."""

BATCHES: Final = 4
"""That the networks have at a time, so that they never wait for the next one."""

Pile = TypeVar("Pile", bound=Sights)


@dataclass
class _Batch(Generic[Pile]):
    """New pictures of a pile that go through the networks together."""

    pile: Pile
    last: bool = False
    """Whether nothing more of the pile is to be seen."""
    sights: list[Sight] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    crops: list[NDArray[np.uint8]] = field(default_factory=list)


@dataclass(frozen=True)
class OwnEyes:
    """Eyes that see for themselves: where the pictures are, and the networks."""

    reader: PictureReader
    embedder: Embedder

    rows_together: ClassVar = 16 * BATCH
    """Rows whose pictures take seconds."""
    keeps_known: ClassVar = True

    @property
    def model(self) -> str:
        """The networks."""
        return self.embedder.model

    @property
    def description(self) -> str:
        """Where the pictures are, and how they are cropped."""
        return self.reader.description

    def look(self, piles: Iterable[Pile], wanted: Callable[[], bool], report: LookReport) -> Iterator[Pile]:
        """Look at every picture that is not known; see `Looking`."""
        return Looking(self.reader, self.embedder, report).look(piles, wanted)


class Looking:
    """Looks at the pictures of piles of products."""

    def __init__(
        self, reader: PictureReader, embedder: Embedder, report: LookReport, threads: int = 8
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
        # after the last picture of a pile comes None
        jobs = ((pile, sight) for pile in piles for sight in (*pile.sights, None))
        read = ahead(jobs, self._read, threads=self._threads, depth=DEPTH)
        for batch, embeddings in ahead(
            self._batches(read, wanted), self._embed, threads=BATCHES, depth=BATCHES
        ):
            for sight, digest, embedding in zip(batch.sights, batch.digests, embeddings, strict=True):
                batch.pile.sees(sight, digest, embedding, self._embedder.model)
            self._report.embedded += len(batch.sights)
            if batch.last:
                yield batch.pile

    def _read(self, job: tuple[Sights, Sight | None]) -> Picture | str:
        """A picture, or why there is none."""
        pile, sight = job
        if sight is None:
            return ""
        try:
            return self._reader.read(sight.link, sight.slot, pile.known_digest(sight))
        except PictureError as error:
            return str(error)

    def _batches(
        self, read: Iterable[tuple[tuple[Pile, Sight | None], Picture | str]], wanted: Callable[[], bool]
    ) -> Iterator[_Batch[Pile]]:
        """The new pictures; what is known or broken is told to the pile."""
        batch: _Batch[Pile] | None = None
        for (pile, sight), picture in read:
            batch = batch or _Batch(pile)
            if sight is None:
                batch.last = True
            elif isinstance(picture, str):
                pile.breaks(sight, picture)
            else:
                self._report.posed += picture.worn
                self._report.pose_errors += picture.pose_failed
                if picture.crop is None:
                    pile.keeps(sight, self._embedder.model)
                    self._report.reused += len(sight.rows)
                elif wanted():
                    batch.sights.append(sight)
                    batch.digests.append(picture.digest)
                    batch.crops.append(picture.crop)
            if batch.last or len(batch.crops) == BATCH:
                yield batch
                batch = None

    def _embed(self, batch: _Batch[Pile]) -> Iterable[NDArray[np.float32]]:
        if not batch.crops:
            return ()
        return self._embedder.embed(batch.crops, [sight.slot for sight in batch.sights])
