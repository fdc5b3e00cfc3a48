import itertools
import threading
from collections.abc import Sequence
from pathlib import Path

import lancedb
import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.clothes import Slot
from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.catalog.stats import catalog_stats
from services.recommender.catalog.versions import live_table
from services.recommender.errors import CatalogBusy, CatalogMissing, FeedError, RowsRejected
from services.recommender.feeds.file import FeedFile
from services.recommender.importing import looking, run
from services.recommender.importing.checkpoints import Checkpoints
from services.recommender.importing.lock import writing
from services.recommender.importing.report import Progress
from services.recommender.importing.run import import_feed
from tests.unit.services.recommender.shop import FakeEmbedder, eyes, import_rows, row, write_feed


def test_good_rows_go_in_and_bad_ones_are_reported_with_their_line(tmp_path: Path) -> None:
    rows = [
        row(0),
        row(1, price="free"),
        row(2, image_link="/shop/images/none.png"),
        row(3, availability="maybe"),
        row(4),
    ]
    report = import_rows(tmp_path, rows)
    assert report.imported == {"Tee": 1, "Jeans": 1}
    assert [(reject.line, reject.id, reject.reason.partition(":")[0]) for reject in report.rejects] == [
        (3, "p1", "price"),
        (4, "p2", "image_link"),
        (5, "p3", "availability"),
    ]
    stats = catalog_stats(str(tmp_path / "catalog"))
    assert stats.products == 2
    assert stats.version == report.version
    assert stats.embedding_models == {"fake@1": 2}


def test_a_second_import_replaces_the_first(tmp_path: Path) -> None:
    first = import_rows(tmp_path, [row(number) for number in range(40)])
    second = import_rows(tmp_path, [row(number) for number in range(50, 55)])
    assert second.version > first.version
    assert catalog_stats(str(tmp_path / "catalog")).products == 5


def with_own_picture(number: int) -> dict[str, str]:
    """A row whose link to a picture no other row has."""
    return row(number, image_link=f"/shop/images/{number % 5}.png?of={number}")


class BrokenEmbedder(FakeEmbedder):
    """Fails after the first batch."""

    def __init__(self) -> None:
        self.calls = itertools.count()

    def embed(self, pictures: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        if next(self.calls):
            raise RuntimeError("the network stopped")
        return super().embed(pictures, slots)


def test_an_import_that_breaks_changes_nothing(tmp_path: Path) -> None:
    before = import_rows(tmp_path, [row(number) for number in range(3)])
    feed = write_feed(tmp_path, [with_own_picture(number) for number in range(40)])
    uri = str(tmp_path / "catalog")
    with pytest.raises(RuntimeError, match="the network stopped"):
        import_feed(FeedFile(feed), uri, eyes(tmp_path, BrokenEmbedder()))
    stats = catalog_stats(uri)
    assert (stats.version, stats.products) == (before.version, 3)


def test_a_version_that_was_written_and_not_finished_is_not_served(tmp_path: Path) -> None:
    report = import_rows(tmp_path, [row(number) for number in range(3)])
    table = lancedb.connect(tmp_path / "catalog").open_table(TABLE)
    table.delete("id = 'p1'")
    assert table.version > report.version
    assert table.tags.get_version(LIVE) == report.version
    assert catalog_stats(str(tmp_path / "catalog")).products == 3


def test_a_feed_without_a_good_row_is_an_error_and_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match=r"no row that can be imported; line 2: price: "):
        import_rows(tmp_path, [row(1, price="free")])
    with pytest.raises(CatalogMissing):
        catalog_stats(str(tmp_path / "catalog"))


def test_a_feed_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="cannot be read"):
        import_feed(FeedFile(tmp_path / "none.tsv"), str(tmp_path / "catalog"), None)


def test_every_row_is_counted_as_it_is_done(tmp_path: Path) -> None:
    feed = write_feed(tmp_path, [row(1), row(2, price="free"), row(3)])
    seen: list[Progress] = []
    import_feed(FeedFile(feed), str(tmp_path / "catalog"), eyes(tmp_path), on_progress=seen.append)
    *reading, publishing = seen
    assert reading[-1] == Progress(feed.stat().st_size, feed.stat().st_size, 3)
    assert publishing.publishing


def test_pictures_stay_in_their_folder(tmp_path: Path) -> None:
    outside = write_feed(tmp_path / "outside", [])
    report = import_rows(
        tmp_path / "shop", [row(0), row(1, image_link=f"/x/../../outside/images/{outside.name}")]
    )
    assert [reject.reason for reject in report.rejects] == [
        "image_link: 'feed.tsv' cannot be read: No such file or directory"
    ]


class CountingEmbedder(FakeEmbedder):
    """Knows how many pictures it saw; may stop after some batches."""

    def __init__(self, stops_after: int = 10**9) -> None:
        self.left = stops_after
        self.seen = 0
        self._counting = threading.Lock()

    def embed(self, crops: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        with self._counting:
            if self.left == 0:
                raise RuntimeError("the machine stopped")
            self.left -= 1
            self.seen += len(crops)
        return super().embed(crops, slots)


def embeddings(folder: Path) -> dict[str, list[float]]:
    rows = live_table(str(folder / "catalog")).search().select(["id", "embedding"]).limit(999).to_list()
    return {one["id"]: one["embedding"] for one in rows}


def test_unchanged_pictures_are_not_embedded_again(tmp_path: Path) -> None:
    import_rows(tmp_path, [row(number) for number in range(40)])
    before = embeddings(tmp_path)
    changed = [row(number, price="1.00 EUR") for number in range(30)] + [with_own_picture(50)]
    feed, embedder = write_feed(tmp_path, changed), CountingEmbedder()
    report = import_feed(FeedFile(feed), str(tmp_path / "catalog"), eyes(tmp_path, embedder))
    assert (report.reused, report.embedded, embedder.seen) == (30, 1, 1)
    assert {one: before[one] for one in embeddings(tmp_path) if one in before} == {
        one: embedding for one, embedding in embeddings(tmp_path).items() if one != "p50"
    }


def test_another_picture_or_another_slot_is_embedded_again(tmp_path: Path) -> None:
    import_rows(tmp_path, [row(0), row(1)])
    rows = [row(0, image_link="/shop/images/4.png"), row(1, product_type="Skirts", title="x")]
    report = import_rows(tmp_path, rows)
    assert (report.reused, report.embedded) == (0, 2)


def test_variants_that_share_a_picture_are_embedded_once(tmp_path: Path) -> None:
    feed = write_feed(tmp_path, [row(number, product_type="Tees") for number in range(10)])
    embedder = CountingEmbedder()
    report = import_feed(FeedFile(feed), str(tmp_path / "catalog"), eyes(tmp_path, embedder))
    assert (report.products, report.embedded, embedder.seen) == (10, 5, 5)


def test_a_product_is_first_seen_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "unix_now", lambda: 1000)
    import_rows(tmp_path, [row(0), row(1)])
    monkeypatch.setattr(run, "unix_now", lambda: 2000)
    feed = write_feed(tmp_path, [row(1), row(2)])
    for seeing in (eyes(tmp_path), None):
        import_feed(FeedFile(feed), str(tmp_path / "catalog"), seeing)
        rows = live_table(str(tmp_path / "catalog")).search().limit(9).to_list()
        assert {one["id"]: one["first_seen"] for one in rows} == {"p1": 1000, "p2": 2000}


def test_what_is_none_of_the_ten_is_kept_and_not_looked_at(tmp_path: Path) -> None:
    rows = [row(0), row(1, title="Gift card", product_type="Cards", image_link="/none.png")]
    report = import_rows(tmp_path, rows)
    assert (report.products, report.unmapped, report.rejects) == (2, 1, [])
    stats = catalog_stats(str(tmp_path / "catalog"))
    assert stats.by_category[""].total() == 1
    assert stats.embedding_models == {"fake@1": 1, "": 1}


def test_without_eyes_no_picture_is_read(tmp_path: Path) -> None:
    feed = write_feed(tmp_path, [row(0, image_link="/none.png"), row(1)])
    report = import_feed(FeedFile(feed), str(tmp_path / "catalog"), None)
    assert (report.products, report.rejects) == (2, [])
    assert catalog_stats(str(tmp_path / "catalog")).embedding_models == {"": 2}


def test_strict_imports_nothing_and_tells_all(tmp_path: Path) -> None:
    before = import_rows(tmp_path, [row(number) for number in range(3)])
    rows = [row(0), row(1, price="free"), row(2, image_link="/none.png"), row(3)]
    with pytest.raises(RowsRejected) as refused:
        import_rows(tmp_path, rows, strict=True)
    assert [reject.line for reject in refused.value.rejects] == [3, 4]
    assert catalog_stats(str(tmp_path / "catalog")).version == before.version


def test_an_interrupted_import_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Checkpoints.__init__, "__defaults__", (64, 1000.0))
    monkeypatch.setattr(looking, "BATCH", 1)
    rows = [with_own_picture(number) for number in range(400)]
    rows[3]["price"] = "free"
    feed, uri = write_feed(tmp_path, rows), str(tmp_path / "catalog")
    with pytest.raises(RuntimeError, match="the machine stopped"):
        import_feed(FeedFile(feed), uri, eyes(tmp_path, CountingEmbedder(stops_after=300)))
    embedder = CountingEmbedder()
    report = import_feed(FeedFile(feed), uri, eyes(tmp_path, embedder))
    assert report.resumed >= 255  # two batches of rows, one of them bad
    assert embedder.seen <= 399 - report.resumed
    assert (report.products, len(report.rejects)) == (399, 1)
    stats = catalog_stats(uri)
    assert (stats.products, stats.embedding_models) == (399, {"fake@1": 399})
    assert {name: counts.total() for name, counts in stats.by_category.items()} == report.imported


def test_a_feed_that_changed_is_not_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Checkpoints.__init__, "__defaults__", (1, 1000.0))
    monkeypatch.setattr(looking, "BATCH", 1)
    rows = [with_own_picture(number) for number in range(300)]
    feed, uri = write_feed(tmp_path, rows), str(tmp_path / "catalog")
    with pytest.raises(RuntimeError, match="the machine stopped"):
        import_feed(FeedFile(feed), uri, eyes(tmp_path, CountingEmbedder(stops_after=150)))
    report = import_rows(tmp_path, [row(number, price="1.00 EUR") for number in range(300)])
    assert report.resumed == 0
    assert catalog_stats(uri).dearest_cents == 100


def test_two_imports_at_once_are_one_too_many(tmp_path: Path) -> None:
    with writing(str(tmp_path / "catalog")), pytest.raises(CatalogBusy):
        import_rows(tmp_path, [row(0)])
