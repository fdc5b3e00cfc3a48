"""A feed -> what is to be seen on its pictures, in a file of readings."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Slot
from services.recommender.errors import FeedError
from services.recommender.feeds.categories import SLOT_OF
from services.recommender.feeds.file import FeedFile
from services.recommender.feeds.rows import Reject, Row
from services.recommender.importing.looking import OwnEyes
from services.recommender.importing.report import LookReport, OnProgress, Progress
from services.recommender.importing.sights import Sight
from services.recommender.pictures.reading_run import ReadingRun


@dataclass
class PicturesReport(LookReport):
    """Counts of a run over a feed, while it goes on and after it."""

    resumed: int = 0
    """Pictures that were read already, by a run that was interrupted."""
    rejects: list[Reject] = field(default_factory=list)
    """Rows whose picture cannot be used, in the order of the feed."""
    bad_rows: list[Reject] = field(default_factory=list)
    """Rows that an import leaves out whatever their picture is."""
    pictures: int = 0
    """That the file has, and that can be used."""
    removed: int = 0
    """Readings of pictures that the feed does not name any more."""


class _Rows:
    """Rows whose pictures are looked at together; what is seen goes into the file."""

    def __init__(self, rows: Sequence[Row], run: ReadingRun, position: int) -> None:
        self.rows = rows
        self.position = position
        """Bytes of the feed up to here."""
        self.rejects: list[Reject] = []
        self._run = run
        named = self._named()
        known = {sight: run.reading(sight.link, sight.slot) for sight in named}
        self.names_pictures = bool(named)
        self.sights = [sight for sight in named if not run.is_done(known[sight])]
        self._known = known

    def known_digest(self, sight: Sight) -> str:
        """Of the picture that the networks of this run have read; empty where they did not."""
        reading = self._known[sight]
        return reading.digest if reading and reading.model == self._run.model else ""

    def keeps(self, sight: Sight, model: str) -> None:  # noqa: ARG002  # that of the run
        """As it was."""
        self._run.keeps(sight.link, sight.slot)

    def sees(self, sight: Sight, digest: str, embedding: NDArray[np.floating[Any]], model: str) -> None:
        """As it is now."""
        self._run.sees(sight.link, sight.slot, digest, embedding, model)

    def breaks(self, sight: Sight, reason: str) -> None:
        """Nothing to be seen."""
        self._run.breaks(sight.link, sight.slot, reason)
        self.rejects += [Reject(self.rows[row].line, self.rows[row].product.id, reason) for row in sight.rows]

    def _named(self) -> list[Sight]:
        """What is none of the ten categories has no slot, and is not looked at."""
        sights: dict[tuple[str, Slot], Sight] = {}
        for number, row in enumerate(self.rows):
            if row.category is not None:
                link, slot = row.product.image_link, SLOT_OF[row.category]
                sights.setdefault((link, slot), Sight(link, slot)).rows.append(number)
        return list(sights.values())


def read_pictures(
    feed: FeedFile, readings: Path, eyes: OwnEyes, *, on_progress: OnProgress = lambda _: None
) -> PicturesReport:
    """Look at every picture of a feed that is not in the file as it is now.

    What is done is kept if this is interrupted, however it ends; the same run then goes on where it was.
    Readings that the feed does not name are removed at its end.

    Args:
        feed: what to read.
        readings: the file, which is made where it is not there.
        eyes: where the pictures are, and the networks.
        on_progress: called now and then.

    Raises:
        FeedError: the feed cannot be read, or names no picture; nothing is removed.
        ReadingsUnusable: the file is none, or another process uses it.
    """
    report = PicturesReport()
    with ReadingRun(readings, _key(feed, eyes), eyes.model) as run:
        report.resumed = run.pictures
        read = feed.rows
        names_pictures = False
        done = 0

        def parts() -> Iterator[_Rows]:
            while some := list(islice(read, eyes.rows_together)):
                report.bad_rows += [row for row in some if isinstance(row, Reject)]
                yield _Rows([row for row in some if isinstance(row, Row)], run, read.position)

        for part in eyes.look(parts(), lambda: True, report):
            run.commit()
            names_pictures |= part.names_pictures
            report.rejects += part.rejects
            done += len(part.rows)
            on_progress(Progress(part.position, read.size, done))
        if not names_pictures:
            why = "".join(f"; line {row.line}: {row.reason}" for row in report.bad_rows[:1])
            raise FeedError(f"feed: {feed.path.name} has no product whose picture is to be read{why}")
        report.rejects.sort(key=lambda reject: reject.line)
        report.pictures = run.pictures
        report.removed = run.finish()
    return report


def _key(feed: FeedFile, eyes: OwnEyes) -> str:
    """A digest of all that is read, and of what reads it."""
    return hashlib.sha256(json.dumps([*feed.key(), eyes.model, eyes.description]).encode()).hexdigest()
