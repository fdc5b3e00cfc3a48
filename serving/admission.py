"""Who is let in: as many requests at a time as are answered soon, the others are refused at the door.

A queue with a fixed length is too long for a slow model and too short for a fast one. By Little's law the
time that a request spends inside is how many are inside divided by the rate at which they leave; the rate is
measured, the time is given, and that leaves the number.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from serving.errors import Overloaded

_ANSWERS = 33
"""So many answers give the rate: some batches, and no longer ago than a change of the load."""


class Admission:
    """Bounds the requests that are under way.

    Args:
        within_s: seconds in which a request that is let in should be answered.
        least: requests that are let in however slow the answers are, and until the rate is known.
        most: requests that are let in however fast the answers are.
        clock: seconds that never go back.
    """

    def __init__(
        self, within_s: float, least: int, most: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._within_s = within_s
        self._least = least
        self._most = most
        self._clock = clock
        self._under_way = 0
        self._idle_s = 0.0
        self._idle_since = clock()
        self._answered: deque[float] = deque(maxlen=_ANSWERS)

    @property
    def limit(self) -> int:
        """How many requests may be under way now."""
        if len(self._answered) < _ANSWERS:
            return self._least
        seconds = self._answered[-1] - self._answered[0]
        answered_soon = (_ANSWERS - 1) * self._within_s / seconds if seconds else self._most
        return int(max(self._least, min(self._most, answered_soon)))

    @contextmanager
    def place(self) -> Iterator[None]:
        """Be under way; only what ends without an error counts as an answer.

        Raises:
            Overloaded: enough are.
        """
        if self._under_way >= self.limit:
            raise Overloaded(f"{self._under_way} requests are under way")
        if self._under_way == 0:
            self._idle_s += self._clock() - self._idle_since
        self._under_way += 1
        try:
            yield
            # the time without any request says nothing about how fast they are answered
            self._answered.append(self._clock() - self._idle_s)
        finally:
            self._under_way -= 1
            if self._under_way == 0:
                self._idle_since = self._clock()
