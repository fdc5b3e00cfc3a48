import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from services.recommender.errors import FeedError
from services.recommender.feeds.file import FeedFile
from services.recommender.feeds.formats import Format
from services.recommender.importing.parsing import parsed
from tests.unit.services.recommender.shop import row, write_feed
from tests.waiting import wait_until

HERE, ELSEWHERE = 10**9, 1


@pytest.fixture
def feed(tmp_path: Path) -> FeedFile:
    rows = [row(number) for number in range(23)]
    rows[7]["price"] = "free"
    rows[20]["product_type"], rows[20]["title"] = "Cards", "Gift card"
    return FeedFile(write_feed(tmp_path, rows))


@pytest.mark.parametrize("large", [HERE, ELSEWHERE])
def test_a_feed_comes_in_batches_of_columns(feed: FeedFile, large: int) -> None:
    parts = list(parsed(feed, 10, large))
    assert [len(part.products) for part in parts] == [9, 10, 3]
    assert [(reject.line, reject.id) for part in parts for reject in part.rejects] == [(9, "p7")]
    assert parts[0].products["id"].to_pylist()[-1] == "p9"
    assert parts[0].lines.to_pylist()[-1] == 11
    assert parts[2].products["category"].to_pylist()[0] == ""
    assert parts[2].position == parts[2].size == feed.path.stat().st_size


def test_both_ways_read_the_same(feed: FeedFile) -> None:
    for here, elsewhere in zip(parsed(feed, 10, HERE), parsed(feed, 10, ELSEWHERE), strict=True):
        assert here.products.equals(elsewhere.products)
        assert here.lines.equals(elsewhere.lines)
        assert here.rejects == elsewhere.rejects


@pytest.mark.parametrize("large", [HERE, ELSEWHERE])
def test_what_is_no_feed_is_an_error(tmp_path: Path, large: int) -> None:
    (tmp_path / "feed").write_text("nothing of a feed")
    with pytest.raises(FeedError, match="the format is not known"):
        list(parsed(FeedFile(tmp_path / "feed"), 10, large))


@pytest.mark.parametrize("large", [HERE, ELSEWHERE])
def test_options_are_heard(tmp_path: Path, large: int) -> None:
    feed = write_feed(tmp_path, [row(0)])
    table = tmp_path / "table.csv"
    table.write_text("kind,pattern,category\nword,tee,Kimono\n")
    (part,) = parsed(FeedFile(feed, categories=table), 10, large)
    assert part.products["category"].to_pylist() == ["Kimono"]
    with pytest.raises(FeedError):
        list(parsed(FeedFile(feed, Format.XML), 10, large))


def test_a_process_that_is_not_read_to_the_end_ends(feed: FeedFile) -> None:
    parts = parsed(feed, 1, ELSEWHERE)
    next(parts)
    parts.close()  # type: ignore[attr-defined]  # a generator


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_process_that_is_stopped_and_goes_on_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr("services.recommender.importing.parsing.subprocess.Popen", Watched)
    # columns of more than a pipe takes whole or not at all, so that the process waits in the middle of one
    feed = FeedFile(write_feed(tmp_path, [row(number) for number in range(8000)]))
    ids: list[str] = []
    for part in parsed(feed, 4000, ELSEWHERE):
        part.products.validate(full=True)
        ids += part.products["id"].to_pylist()
        wait_until(lambda: state(started[0]) in {"sleeps", "has ended"})
        started[0].send_signal(signal.SIGSTOP)
        wait_until(lambda: state(started[0]) in {"is stopped", "has ended"})
        started[0].send_signal(signal.SIGCONT)
    assert ids == [f"p{number}" for number in range(8000)]


def state(process: "subprocess.Popen[bytes]") -> str:
    """What a process does, as proc(5) tells it."""
    if process.poll() is not None:
        return "has ended"
    letter = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0]
    return {"S": "sleeps", "T": "is stopped"}.get(letter, "runs")


def test_a_feed_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="cannot be read"):
        parsed(FeedFile(tmp_path / "none"), 10)
