import os
import threading
from pathlib import Path

import pytest

from contracts.events import Event
from services.recommender.errors import EventsUnavailable
from services.recommender.events.journal import Journal, read_journal


def events(count: int, start: int = 0) -> list[Event]:
    return [
        Event(type="view", request_id="r1", product_id=f"p{number}", position=0)
        for number in range(start, start + count)
    ]


def read_all(journal: Journal) -> list[Event]:
    return [event for path in journal.put_aside() for event in read_journal(path)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "not" / "there yet" / "events.jsonl"


def test_what_was_written_is_read_in_its_order(path: Path) -> None:
    journal = Journal(path, 10_000, 4)
    journal.append(events(3))
    journal.append(events(2, start=3))
    assert path.read_text().count("\n") == 5
    assert read_all(journal) == events(5)


def test_nothing_written_is_nothing_to_fold(path: Path) -> None:
    assert Journal(path, 10_000, 4).put_aside() == []
    assert not path.parent.exists()


def test_a_full_file_is_put_aside_and_full_files_are_bounded(path: Path) -> None:
    size = len(events(1)[0].model_dump_json()) + 1
    journal = Journal(path, 2 * size, 2)
    for number in range(4):
        journal.append(events(1, start=number))
    assert len(journal.waiting()) == 1
    with pytest.raises(EventsUnavailable, match="2 full files"):
        journal.append(events(1, start=4))
    assert sorted(event.product_id for event in read_all(journal)) == ["p0", "p1", "p2", "p3"]
    for waiting in journal.waiting():
        waiting.unlink()
    journal.append(events(1, start=4))


def test_a_torn_line_is_left_out_and_tears_no_other(path: Path) -> None:
    journal = Journal(path, 10_000, 4)
    journal.append(events(1))
    with path.open("ab") as file:
        file.write(b'{"type":"view","requ')
    journal.append(events(1, start=1))
    assert read_all(journal) == events(2)


def test_a_disk_that_does_not_take_it_leaves_nothing_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path, 10_000, 4)
    journal.append(events(1))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(EventsUnavailable, match="No space left"):
            journal.append(events(1, start=1))
    journal.append(events(1, start=2))
    assert [event.product_id for event in read_all(journal)] == ["p0", "p2"]


def test_writers_and_folders_at_once_lose_and_repeat_nothing(path: Path) -> None:
    found: list[Event] = []

    def write(start: int) -> None:
        own = Journal(path, 2_000, 1000)
        for number in range(start, start + 50):
            own.append(events(1, start=number))

    writers = [threading.Thread(target=write, args=(1000 * place,)) for place in range(4)]
    for writer in writers:
        writer.start()
    journal = Journal(path, 2_000, 1000)
    while any(writer.is_alive() for writer in writers) or path.exists() or journal.waiting():
        for waiting in journal.put_aside():
            found += read_journal(waiting)
            waiting.unlink()
    assert sorted(event.product_id for event in found) == sorted(
        f"p{1000 * place + number}" for place in range(4) for number in range(50)
    )
