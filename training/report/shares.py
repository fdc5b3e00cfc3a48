"""Shares of photos with what chance leaves open about them."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Self

import numpy as np
from numpy.typing import NDArray

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `count`; prints as percent with its interval, or as a dash for none of none."""

    right: int
    count: int

    @classmethod
    def of(cls, right: NDArray[np.bool_]) -> Self:
        """How many of N are true."""
        return cls(int(right.sum()), right.size)

    @property
    def value(self) -> float:
        """0..1; not a number for none of none."""
        return self.right / self.count if self.count else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % score interval, 0..1 (Wilson 1927); the whole range for none of none."""
        if not self.count:
            return 0.0, 1.0
        spread = _Z**2 / self.count
        middle = (self.value + spread / 2) / (1 + spread)
        half = (spread * (self.value * (1 - self.value) + spread / 4)) ** 0.5 / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        return percent(self.value, self.interval)


def percent(value: float, interval: tuple[float, float]) -> str:
    """ "90.0 (85.1–93.4)" of a value and its interval, 0..1; a dash if the value is not a number."""
    return "–" if np.isnan(value) else f"{100 * value:.1f} ({100 * interval[0]:.1f}–{100 * interval[1]:.1f})"


def resampled(
    right: NDArray[np.integer], count: NDArray[np.integer], samples: int = 2000, seed: int = 17
) -> tuple[float, float]:
    """The 95 % percentile interval of sum(right) / sum(count) over N photos, by drawing the photos again.

    For parts of a photo, which are right and wrong together: its joints, say. Efron 1979, the bootstrap.
    """
    drawn = np.random.default_rng(seed).integers(len(count), size=(samples, len(count)))
    low, high = np.percentile(right[drawn].sum(axis=1) / count[drawn].sum(axis=1).clip(1), (2.5, 97.5))
    return float(low), float(high)
