"""How often two pieces are worn together, counted on street photos by `python -m training co-wear`."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

COUNTS: Final = Path(__file__).with_name("co_wear.csv")
"""Columns `of` (category or colour), `upper`, `below`, `count`: counts only, nothing of any photo."""

FAMILY_OF: Final[Mapping[str, str]] = {
    "black": "black",
    "charcoal": "black",
    "grey": "grey",
    "white": "white",
    "cream": "white",
    "beige": "brown",
    "brown": "brown",
    "navy": "navy",
    "blue": "blue",
    "light blue": "blue",
    "teal": "blue",
    "green": "green",
    "olive": "green",
    "yellow": "yellow",
    "mustard": "yellow",
    "orange": "yellow",
    "red": "red",
    "burgundy": "red",
    "pink": "pink",
    "purple": "pink",
    "lavender": "pink",
}
"""Colour of the palette -> what it is counted as: of 21 x 21 pairs most would never have been seen."""

SMOOTHING: Final = 10.0
"""Sightings that the shares of all outfits count for, so that a piece which was seen twice proves little."""

FEW: Final = 5.0
"""Sightings of a pair that prove nothing."""

Of = Literal["category", "colour"]


@dataclass(frozen=True)
class CoWear:
    """Counts of pairs: what is worn, and what was worn with it."""

    counts: Mapping[tuple[str, str], int]

    def turned(self) -> "CoWear":
        """The same sightings from the other piece's side."""
        return CoWear({(other, worn): count for (worn, other), count in self.counts.items()})

    def shares(self, worn: str, among: Sequence[str]) -> dict[str, float]:
        """How many of those who wear `worn` wear each piece of `among` with it: each 0..1, summing to 1.

        Where `worn` was never seen, the shares are those of everybody.
        """
        overall = self._overall(among)
        seen = {other: self.counts.get((worn, other), 0) for other in among}
        total = sum(seen.values()) + SMOOTHING
        return {other: (seen[other] + SMOOTHING * overall[other]) / total for other in among}

    def lifts(self, worn: str, among: Sequence[str]) -> dict[str, float]:
        """How many times as often each is worn with `worn` as it is by everybody: over 1 is more often.

        `FEW` sightings as often as by everybody are added to each pair, or two green skirts under the ten
        green sweaters would prove that green is seven times as likely under green.
        """
        overall = self._overall(among)
        seen = {other: self.counts.get((worn, other), 0) for other in among}
        total = sum(seen.values())
        return {other: (seen[other] + FEW) / (total * overall[other] + FEW) for other in among}

    def _overall(self, among: Sequence[str]) -> dict[str, float]:
        """Shares in all sightings; one sighting is added to each, so that none is impossible (Laplace)."""
        counts = dict.fromkeys(among, 1)
        for (_, other), count in self.counts.items():
            if other in counts:
                counts[other] += count
        return {other: count / sum(counts.values()) for other, count in counts.items()}


@cache
def co_wear(of: Of) -> CoWear:
    """The counts of the product: upper pieces, and what was worn below or under them.

    Raises:
        OSError: the file of the counts is not there.
    """
    with COUNTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["of"] == of]
    return CoWear({(row["upper"], row["below"]): int(row["count"]) for row in rows})
