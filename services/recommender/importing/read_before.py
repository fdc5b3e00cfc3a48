"""Eyes for what was read before, elsewhere: they open no picture and need no network."""

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from services.recommender.importing.pile import Pile
from services.recommender.importing.report import LookReport
from services.recommender.importing.sights import Sight
from services.recommender.pictures.readings import Readings
from services.recommender.pictures.sources import file_name


class ReadBefore:
    """Takes embeddings from a file of readings."""

    rows_together: ClassVar = 4096
    keeps_known: ClassVar = False

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    @property
    def model(self) -> str:
        """The networks of the last run that filled the file."""
        return self._readings.model

    @property
    def description(self) -> str:
        """What the file says."""
        return f"readings {self._readings.digest}"

    def look(self, piles: Iterable[Pile], wanted: Callable[[], bool], report: LookReport) -> Iterator[Pile]:
        """Each pile with what the file has of it.

        Raises:
            ReadingsUnusable: the file is broken.
        """
        for pile in piles:
            for sight in pile.sights:
                self._tell(pile, sight, wanted(), report)
            yield pile

    def _tell(self, pile: Pile, sight: Sight, wanted: bool, report: LookReport) -> None:
        reading = self._readings.reading(sight.link, sight.slot)
        if reading and reading.reason:
            pile.breaks(sight, reading.reason)
        elif reading is None or reading.embedding is None or reading.model != self.model:
            lacking = f"image_link: {file_name(sight.link)!r} is not read yet"
            by_others = f" by {self.model}, only by {reading.model}" if reading else ""
            pile.breaks(sight, f"{lacking}{by_others}: run `vitrine pictures read` on this feed")
        elif wanted:
            pile.sees(sight, reading.digest, reading.embedding, reading.model)
            report.read_before += 1
