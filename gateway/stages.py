"""How long each stage took, and which parts did not answer."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import structlog
from prometheus_client import Counter, Histogram

from serving.errors import ServingError

STAGE_SECONDS = Histogram(
    "vitrine_stage_seconds",
    "Time of one stage of a photo's way",
    ["stage"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3),
)
DEGRADED = Counter("vitrine_degraded_total", "Answers that lacked a part", ["part"])
for _part in ("pose", "gender", "clothes", "recommender", "cache"):
    DEGRADED.labels(_part)  # there from the start, or the first one would not be a rise

log = structlog.get_logger()


class Stages:
    """The record of one photo's way."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._seconds: dict[str, float] = {}
        self._degraded: list[str] = []

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        """Time a stage; where it runs for several people at once, the longest counts."""
        started = time.perf_counter()
        try:
            yield
        finally:
            seconds = time.perf_counter() - started
            STAGE_SECONDS.labels(stage).observe(seconds)
            self._seconds[stage] = max(seconds, self._seconds.get(stage, 0.0))

    def lacks(self, part: str, error: ServingError) -> None:
        """Note a part that did not answer, and why."""
        if part not in self._degraded:
            log.warning("degraded", part=part, reason=error.detail)
        self._lacks(part)

    def lacks_what_lacked(self, parts: Iterable[str]) -> None:
        """Note parts that a service, which did answer, had to do without."""
        for part in parts:
            self._lacks(part)

    def _lacks(self, part: str) -> None:
        if part not in self._degraded:
            self._degraded.append(part)
            DEGRADED.labels(part).inc()

    @property
    def degraded(self) -> list[str]:
        """Parts that did not answer, in the order in which that was found."""
        return list(self._degraded)

    @property
    def milliseconds(self) -> dict[str, float]:
        """Stage to milliseconds, with the `total` so far."""
        seconds = {**self._seconds, "total": time.perf_counter() - self._started}
        return {stage: round(1000 * taken, 1) for stage, taken in seconds.items()}
