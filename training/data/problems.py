"""Counting what is wrong with the rows and files of a data set, so that a few bad ones do not end a run."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from training.errors import DataError

_log = logging.getLogger(__name__)

SHOWN = 3
"""How many problems of each kind are logged one by one."""

MALFORMED = (KeyError, IndexError, TypeError, ValueError)
"""What reading a row raises that is not as documented: a field missing, of another type, out of range."""


class Problems:
    """What was left out of one data set, by kind; the first few of each kind are logged as they are met."""

    def __init__(self, source: str) -> None:
        """`source` names the data set in every line."""
        self.source = source
        self.counts: Counter[str] = Counter()

    def add(self, kind: str, what: str) -> None:
        """Count one problem; `what` names the file (and the line) and says what is wrong with it."""
        self.counts[kind] += 1
        if self.counts[kind] <= SHOWN:
            _log.warning("%s: %s: %s", self.source, kind, what)

    @contextmanager
    def skipping(self, kind: str, place: str = "") -> Iterator[None]:
        """Count a DataError or a MALFORMED of the body instead of raising it; the rest of it is skipped.

        `place` says where, for an error that does not say it itself.
        """
        try:
            yield
        except (DataError, *MALFORMED) as error:
            # A KeyError's text is but the key.
            what = str(error) if isinstance(error, DataError | ValueError) else repr(error)
            self.add(kind, f"{place}: {what}" if place else what)

    def conclude(self, good: int) -> None:
        """Log the totals, if there is one; `good` is how many rows are left.

        Raises:
            DataError: none is left.
        """
        totals = ", ".join(f"{count} x {kind}" for kind, count in self.counts.items())
        if not good:
            raise DataError(f"{self.source}: nothing is left of it ({totals or 'it is empty'})")
        if totals:
            _log.warning("%s: left out %s; %d are left", self.source, totals, good)
