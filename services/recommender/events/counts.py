"""How often products were seen, opened and bought."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contracts.events import Event


@dataclass(frozen=True)
class Counts:
    """Of one product, one position, or one category."""

    views: int = 0
    clicks: int = 0
    buys: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """The sum of both."""
        return Counts(self.views + other.views, self.clicks + other.clicks, self.buys + other.buys)

    @property
    def chosen(self) -> int:
        """Clicks and purchases: what was bought was clicked before, so that it counts twice."""
        return self.clicks + self.buys

    @property
    def click_through(self) -> float | None:
        """Clicks by views; None where nothing was seen."""
        return self.clicks / self.views if self.views else None


Place = tuple[str, int]
"""A list, empty where it was not said, and a position in it, from 0."""

ONE = {"view": Counts(views=1), "click": Counts(clicks=1), "buy": Counts(buys=1)}
"""What one event of a type adds."""


@dataclass
class EventCounts:
    """Everything that was counted: the same events by product, and by the place at which they happened."""

    products: dict[str, Counts] = field(default_factory=dict)
    places: dict[Place, Counts] = field(default_factory=dict)

    def add(self, events: Iterable[Event]) -> None:
        """Count events."""
        for event in events:
            one = ONE[event.type]
            self.products[event.product_id] = self.products.get(event.product_id, Counts()) + one
            place = place_of(event)
            self.places[place] = self.places.get(place, Counts()) + one


def place_of(event: Event) -> Place:
    """Where it happened."""
    return event.list or "", event.position


def place_name(place: Place) -> str:
    """How a place is named where counts are kept: `3`, or `similar:3`."""
    of_list, position = place
    return f"{of_list}:{position}" if of_list else str(position)


def place_named(name: str) -> Place:
    """The inverse of `place_name`."""
    of_list, _, position = name.rpartition(":")
    return of_list, int(position)


def total(counts: Mapping[Any, Counts]) -> Counts:
    """The sum of all."""
    return sum(counts.values(), Counts())
