"""How many photos are in work at once; one more is sent away at once instead of made to wait."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Gauge

from serving.errors import Overloaded

IN_WORK = Gauge("vitrine_photos_in_work", "Photos between upload and answer")


class Admission:
    """Counts the places."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._taken = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one place.

        Raises:
            Overloaded: all are taken.
        """
        if self._taken >= self._places:
            raise Overloaded(f"{self._taken} photos are in work; try again in a moment")
        self._taken += 1
        IN_WORK.set(self._taken)
        try:
            yield
        finally:
            self._taken -= 1
            IN_WORK.set(self._taken)
