"""Two networks on the same photos: how far apart they are, how sure that is, and what speaks against one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
RESAMPLES = 10_000
LEAST_PHOTOS = 30
"""Fewer are not judged by: when all of a handful agree, the bootstrap takes chance for certainty."""

_SEED = 17

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """The candidate's mean over `count` photos minus the baseline's, and where it may truly lie.

    Means are 0..1. `low` and `high` are the ends of the 95 % interval. `p` is that of the exact McNemar test,
    the chance of so uneven a split of the photos that only one of the two got right were they equally good;
    None where a photo is not just right or wrong.
    """

    set: str
    metric: str
    count: int
    baseline: float
    candidate: float
    low: float
    high: float
    p: float | None

    @property
    def mean(self) -> float:
        """Candidate minus baseline, -1..1."""
        return self.candidate - self.baseline


def difference(set_: str, metric: str, baseline: Values, candidate: Values) -> Difference:
    """Compare two networks by what each photo is worth to them, float64 [N], 0..1, in the same order.

    The interval is the percentile bootstrap over photos of the paired differences (Efron and Tibshirani 1993,
    "An introduction to the bootstrap", 13.3), seeded. Raises ValueError if the lengths differ.
    """
    if baseline.shape != candidate.shape:
        raise ValueError(f"{set_}: {len(baseline)} photos of one network, {len(candidate)} of the other")
    low, high = _interval(candidate - baseline)
    return Difference(
        set_,
        metric,
        len(baseline),
        float(baseline.mean()),
        float(candidate.mean()),
        low,
        high,
        mcnemar(baseline, candidate),
    )


def mcnemar(baseline: Values, candidate: Values) -> float | None:
    """The two-sided p of the exact McNemar test (1947); None if a value is neither 0 nor 1."""
    if not np.isin(np.concatenate([baseline, candidate]), (0.0, 1.0)).all():
        return None
    won, lost = int((candidate > baseline).sum()), int((candidate < baseline).sum())
    tail = sum(math.comb(won + lost, k) for k in range(min(won, lost) + 1))
    return min(1.0, 2 * tail / (1 << (won + lost)))


def objections(overall: Difference, parts: Sequence[Difference], margin: float) -> list[str]:
    """What speaks against the candidate, a line each; none means that it is recommended.

    Over all photos it must be shown to be better: the interval lies above 0; or, with a `margin` (0..1), to
    lose no more than that: above -margin. In none of the parts may it be seen to lose more than the margin.
    """
    found = []
    if overall.count < LEAST_PHOTOS:
        found.append(f"{overall.set}: {overall.count} photos are too few, at least {LEAST_PHOTOS} are needed")
    if overall.low <= -margin:
        wanted = "to lose no more than the margin" if margin else "to be better"
        found.append(
            f"{overall.set}: not shown {wanted}: the interval's lower end is {100 * overall.low:+.2f} "
            f"points, it must be above {-100 * margin or 0:.2f}"
        )
    found += [
        f"{part.set}: worse by {-100 * part.mean:.2f} points, {100 * margin:.2f} are allowed"
        for part in parts
        if round(part.mean + margin, 9) < 0
    ]
    return found


def _interval(differences: Values) -> tuple[float, float]:
    # A resample is how often it drew each value, and few values differ: N draws at once from a multinomial.
    values, counts = np.unique(differences, return_counts=True)
    count = len(differences)
    drawn = np.random.default_rng(_SEED).multinomial(count, counts / count, size=RESAMPLES)
    low, high = np.quantile(drawn @ values / count, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)
