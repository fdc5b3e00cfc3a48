from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from services.recommender.catalog.stats import catalog_stats
from services.recommender.catalog.versions import live_table
from services.recommender.errors import RowsRejected
from services.recommender.feeds.file import FeedFile
from services.recommender.importing import run as importing
from services.recommender.importing.read_before import ReadBefore
from services.recommender.importing.reindex import reindex, staleness
from services.recommender.importing.report import ImportReport
from services.recommender.importing.run import import_feed
from services.recommender.pictures.feed_pictures import read_pictures
from services.recommender.pictures.reading_run import ReadingRun
from services.recommender.pictures.readings import Readings
from tests.unit.services.recommender.shop import FakeEmbedder, eyes, import_rows, row, unit, write_feed


class NewNetworks(FakeEmbedder):
    model = "fake@2"


def read(folder: Path, rows: Sequence[dict[str, str]], embedder: FakeEmbedder | None = None) -> FeedFile:
    """Have the pictures of these rows in `folder/readings`."""
    feed = FeedFile(write_feed(folder, rows))
    read_pictures(feed, folder / "readings", eyes(folder, embedder))
    return feed


def import_read(folder: Path, feed: FeedFile, **options: Any) -> ImportReport:
    with Readings(folder / "readings") as readings:
        return import_feed(feed, str(folder / "catalog"), ReadBefore(readings), **options)


def contents(folder: Path) -> list[dict[str, Any]]:
    rows = live_table(str(folder / "catalog")).search().limit(999).to_list()
    return sorted(({**one, "first_seen": 0} for one in rows), key=lambda one: str(one["id"]))


def test_the_catalog_is_the_one_of_an_import_that_looks_itself(tmp_path: Path) -> None:
    rows = [
        *(row(number) for number in range(12)),
        row(20, image_link="/none.png"),
        row(21, price="free"),
        row(22, title="Card", product_type="Cards"),
    ]
    looking = import_rows(tmp_path / "one", rows)
    taking = import_read(tmp_path / "two", read(tmp_path / "two", rows))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert taking.rejects == looking.rejects
    assert (taking.embedded, taking.read_before) == (0, looking.embedded)


def test_what_was_not_read_is_left_out_with_what_to_do(tmp_path: Path) -> None:
    read(tmp_path, [row(0)])
    report = import_read(tmp_path, FeedFile(write_feed(tmp_path, [row(0), row(1)])))
    assert [reject.reason for reject in report.rejects] == [
        "image_link: '1.png' is not read yet: run `vitrine pictures read` on this feed"
    ]
    assert report.products == 1


def test_what_only_other_networks_have_read_is_left_out(tmp_path: Path) -> None:
    feed = read(tmp_path, [row(0), row(1)])
    with ReadingRun(tmp_path / "readings", "a run of others", "fake@2") as run:
        run.sees("/shop/images/0.png", "upper", "digest", unit(1), "fake@2")
        run.commit()
    report = import_read(tmp_path, feed)
    assert [reject.reason for reject in report.rejects] == [
        "image_link: '1.png' is not read yet by fake@2, only by fake@1: "
        "run `vitrine pictures read` on this feed"
    ]
    assert catalog_stats(str(tmp_path / "catalog")).embedding_models == {"fake@2": 1}


def test_strict_imports_nothing_and_tells_all(tmp_path: Path) -> None:
    feed = read(tmp_path, [row(0), row(1, image_link="/none.png"), row(2, price="free")])
    with pytest.raises(RowsRejected) as refused:
        import_read(tmp_path, feed, strict=True)
    assert [reject.line for reject in refused.value.rejects] == [3, 4]


def test_a_product_is_first_seen_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = read(tmp_path, [row(0), row(1)])
    for now in (1000, 2000):
        monkeypatch.setattr(importing, "unix_now", lambda now=now: now)
        import_read(tmp_path, feed)
    rows = live_table(str(tmp_path / "catalog")).search().limit(9).to_list()
    assert [one["first_seen"] for one in rows] == [1000, 1000]


def test_an_import_of_other_readings_is_another_import(tmp_path: Path) -> None:
    read(tmp_path, [row(0), row(1)])
    with Readings(tmp_path / "readings") as readings:
        before = ReadBefore(readings).description
    read(tmp_path, [row(0), row(2)])
    with Readings(tmp_path / "readings") as readings:
        assert ReadBefore(readings).description != before


def test_a_reindex_takes_them_too(tmp_path: Path) -> None:
    rows = [row(0), row(1), row(2)]
    import_rows(tmp_path, rows)
    read(tmp_path, rows[:2], NewNetworks())
    uri = str(tmp_path / "catalog")
    with Readings(tmp_path / "readings") as readings:
        report = reindex(uri, ReadBefore(readings))
    assert (report.read_before, report.without_picture) == (2, 1)
    assert catalog_stats(uri).embedding_models == {"fake@2": 2, "": 1}
    assert staleness(uri, "fake@2").products == 1
