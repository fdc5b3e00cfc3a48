"""The counts of a shop without Redis: one JSON file, replaced as a whole."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from services.recommender.errors import EventsUnavailable
from services.recommender.events.counts import Counts, EventCounts, place_name, place_named
from services.recommender.events.journal import Journal, locked, read_journal

Triple = tuple[int, int, int]


class _File(BaseModel):
    """What the file holds: views, clicks and buys each."""

    model_config = ConfigDict(extra="forbid")

    products: dict[str, Triple] = {}
    positions: dict[str, Triple] = {}
    """By `place_name`."""
    folded: list[str] = []
    """Names of journal files that are counted and may still be there."""


class LocalCounts:
    """Blocks on the disk: call it in a thread."""

    def __init__(self, journal: Journal, path: Path) -> None:
        self._journal = journal
        self._path = path
        self._lock = path.with_suffix(".lock")
        self._read_at = -1
        self._counts = EventCounts()

    def fold(self) -> int:
        """Add every event of the journal to the counts, each exactly once; how many they were.

        Counts and the names of the counted files are replaced in one step, and the files removed after it: a
        crash before the step leaves all to the next time, one after it only files that are known as done.
        """
        if not self._journal.put_aside():
            return 0
        with locked(self._lock):
            file = self._read_file()
            counts = _counts_of(file)
            waiting = self._journal.waiting()
            events = [
                event for path in waiting if path.name not in file.folded for event in read_journal(path)
            ]
            counts.add(events)
            self._replace(_file_of(counts, [path.name for path in waiting]))
            for path in waiting:
                path.unlink()
        return len(events)

    def read(self) -> EventCounts:
        """The counts; read again only after they changed."""
        try:
            changed_at = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return EventCounts()
        if changed_at != self._read_at:
            self._counts, self._read_at = _counts_of(self._read_file()), changed_at
        return self._counts

    def of(self, product_ids: Sequence[str]) -> dict[str, Counts]:
        """Of these products; one that nobody saw is left out."""
        products = self.read().products
        return {one: products[one] for one in product_ids if one in products}

    def _read_file(self) -> _File:
        try:
            return _File.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return _File()
        except ValidationError as error:
            raise EventsUnavailable(
                f"events: {self._path} is not ours: {error.errors()[0]['msg']}"
            ) from error

    def _replace(self, file: _File) -> None:
        new = self._path.with_suffix(".new")
        with new.open("w", encoding="utf-8") as text:
            json.dump(file.model_dump(), text, separators=(",", ":"))
            text.flush()
            os.fsync(text.fileno())
        new.replace(self._path)


def _counts_of(file: _File) -> EventCounts:
    return EventCounts(
        products={one: Counts(*numbers) for one, numbers in file.products.items()},
        places={place_named(name): Counts(*numbers) for name, numbers in file.positions.items()},
    )


def _file_of(counts: EventCounts, folded: list[str]) -> _File:
    return _File(
        products={one: _triple(counted) for one, counted in counts.products.items()},
        positions={place_name(place): _triple(counted) for place, counted in counts.places.items()},
        folded=folded,
    )


def _triple(counts: Counts) -> Triple:
    return counts.views, counts.clicks, counts.buys
