from pathlib import Path

import pytest

from contracts.events import Event, EventList, EventType
from services.recommender.errors import EventsUnavailable
from services.recommender.events.counts import Counts
from services.recommender.events.journal import Journal
from services.recommender.events.local_counts import LocalCounts


def event(kind: EventType, product_id: str, position: int, of_list: EventList | None = None) -> Event:
    return Event(type=kind, request_id="r1", product_id=product_id, position=position, list=of_list)


SEEN = [
    event("view", "tee", 0),
    event("view", "skirt", 1),
    event("click", "skirt", 1),
    event("buy", "skirt", 1),
]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "events.jsonl", 10_000, 4)


def test_events_are_counted_by_product_and_position(journal: Journal, tmp_path: Path) -> None:
    counts = LocalCounts(journal, tmp_path / "counts.json")
    assert counts.of(["tee"]) == {}
    journal.append(SEEN)
    assert counts.fold() == 4
    journal.append(SEEN[:1])
    assert counts.fold() == 1
    assert counts.fold() == 0
    assert counts.of(["tee", "skirt", "shorts"]) == {"tee": Counts(views=2), "skirt": Counts(1, 1, 1)}
    assert counts.read().places == {("", 0): Counts(views=2), ("", 1): Counts(1, 1, 1)}
    assert LocalCounts(journal, tmp_path / "counts.json").read() == counts.read()
    assert {path.name for path in tmp_path.iterdir()} == {"counts.json", "counts.lock", "events.lock"}


def test_places_of_each_list_are_counted_beside_those_of_no_list(journal: Journal, tmp_path: Path) -> None:
    before = '{"products": {"tee": [3, 1, 0]}, "positions": {"0": [3, 1, 0]}, "folded": []}'
    (tmp_path / "counts.json").write_text(before)
    counts = LocalCounts(journal, tmp_path / "counts.json")
    assert counts.read().places == {("", 0): Counts(3, 1)}
    journal.append(
        [event("view", "tee", 0, "similar"), event("view", "tee", 0), event("buy", "tee", 12, "search")]
    )
    assert counts.fold() == 3
    assert LocalCounts(journal, tmp_path / "counts.json").read().places == {
        ("", 0): Counts(4, 1),
        ("similar", 0): Counts(1),
        ("search", 12): Counts(buys=1),
    }


def test_a_crash_before_the_files_are_removed_counts_nothing_twice(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append(SEEN)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", crash)
        with pytest.raises(KeyboardInterrupt):
            LocalCounts(journal, tmp_path / "counts.json").fold()
    assert len(journal.waiting()) == 1
    journal.append([event("view", "tee", 3)])
    counts = LocalCounts(journal, tmp_path / "counts.json")
    assert counts.fold() == 1
    assert counts.of(["tee", "skirt"]) == {"tee": Counts(views=2), "skirt": Counts(1, 1, 1)}
    assert journal.waiting() == []


def test_a_crash_before_the_counts_are_replaced_loses_nothing(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append(SEEN)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            LocalCounts(journal, tmp_path / "counts.json").fold()
    assert LocalCounts(journal, tmp_path / "counts.json").fold() == 4


def test_a_file_that_is_not_ours_is_left_alone(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "counts.json").write_text("[1, 2]")
    journal.append(SEEN)
    with pytest.raises(EventsUnavailable, match=r"counts\.json is not ours"):
        LocalCounts(journal, tmp_path / "counts.json").fold()
    assert (tmp_path / "counts.json").read_text() == "[1, 2]"
    assert len(journal.waiting()) == 1
