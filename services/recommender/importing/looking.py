"""Rows of a feed -> rows of the catalog: every picture that is not known is embedded.

Threads read, decode and crop the next pictures while the networks are busy with these.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from services.recommender.errors import PictureError
from services.recommender.importing.ahead import ahead
from services.recommender.importing.pile import Pile, Sight
from services.recommender.importing.report import ImportReport
from services.recommender.pictures.embed import BATCH, Embedder
from services.recommender.pictures.reading import Picture, PictureReader

DEPTH: Final = 4 * BATCH
"""Pictures that are read ahead; each waits as a crop of 150 kB."""

OPEN_PILES: Final = 8
"""Piles that wait for a batch of new pictures to be full: where most are known, that may take long."""

Waiting = list[tuple[Pile, Sight, Picture]]


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
        begun: deque[Pile] = deque()
        waiting: Waiting = []

        def sights() -> Iterator[tuple[Pile, Sight | None]]:
            for pile in piles:
                yield pile, None
                yield from ((pile, sight) for sight in pile.sights)

        for (pile, sight), read in ahead(sights(), self._read, threads=self._threads, depth=DEPTH):
            if sight is None:
                begun.append(pile)
            elif isinstance(read, Picture):
                self._take(pile, sight, read, waiting)
            else:
                pile.breaks(sight, read)
            if len(waiting) == BATCH or len(begun) > OPEN_PILES:
                self._embed(waiting, wanted())
            while begun and begun[0].complete:
                yield begun.popleft()
        self._embed(waiting, wanted())
        yield from begun

    def _read(self, job: tuple[Pile, Sight | None]) -> Picture | str:
        """A picture, or why there is none."""
        pile, sight = job
        if sight is None:
            return ""
        try:
            return self._reader.read(sight.link, sight.slot, pile.known_digest(sight))
        except PictureError as error:
            return str(error)

    def _take(self, pile: Pile, sight: Sight, picture: Picture, waiting: Waiting) -> None:
        self._report.posed += picture.worn
        self._report.pose_errors += picture.pose_failed
        if picture.crop is not None:
            waiting.append((pile, sight, picture))
            return
        embedding = pile.known[pile.ids[sight.rows[0]]].embedding
        assert embedding is not None
        pile.sees(sight, picture.digest, embedding, self._embedder.model)
        self._report.reused += len(sight.rows)

    def _embed(self, waiting: Waiting, wanted: bool) -> None:
        crops = [picture.crop for _, _, picture in waiting if picture.crop is not None]
        if crops and wanted:
            embeddings = self._embedder.embed(crops, [sight.slot for _, sight, _ in waiting])
            for (pile, sight, picture), embedding in zip(waiting, embeddings, strict=True):
                pile.sees(sight, picture.digest, embedding, self._embedder.model)
            self._report.embedded += len(crops)
        else:
            for pile, sight, _ in waiting:
                pile.skips(sight)
        waiting.clear()
