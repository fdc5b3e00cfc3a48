from collections.abc import Sequence
from pathlib import Path

import lancedb
import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.clothes import Slot
from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.catalog.stats import catalog_stats
from services.recommender.errors import CatalogMissing, FeedError
from services.recommender.importing.parsing import FeedFile
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


class BrokenEmbedder(FakeEmbedder):
    """Fails on the second batch."""

    def __init__(self) -> None:
        self.calls = 0

    def embed(self, pictures: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        self.calls += 1
        if self.calls == 2:
            raise RuntimeError("the network stopped")
        return super().embed(pictures, slots)


def test_an_import_that_breaks_changes_nothing(tmp_path: Path) -> None:
    before = import_rows(tmp_path, [row(number) for number in range(3)])
    feed = write_feed(tmp_path, [row(number) for number in range(40)])
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
