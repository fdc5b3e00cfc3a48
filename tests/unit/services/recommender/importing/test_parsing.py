from pathlib import Path

import pytest

from services.recommender.errors import FeedError
from services.recommender.feeds.formats import Format
from services.recommender.importing.parsing import FeedFile, parsed
from tests.unit.services.recommender.shop import row, write_feed

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


def test_a_feed_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="cannot be read"):
        parsed(FeedFile(tmp_path / "none"), 10)
