from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.clothes import Slot
from services.recommender.errors import FeedError
from services.recommender.feeds.file import FeedFile
from services.recommender.importing import looking
from services.recommender.importing.report import Progress
from services.recommender.pictures.feed_pictures import PicturesReport, read_pictures
from services.recommender.pictures.readings import Readings
from tests.unit.services.recommender.shop import FakeEmbedder, eyes, row, write_feed


class CountingEmbedder(FakeEmbedder):
    """Knows how many pictures it saw, and fails after some."""

    def __init__(self, most: int = 10**9, model: str = "fake@1") -> None:
        self.model = model
        self.most = most
        self.seen = 0

    def embed(self, pictures: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        self.seen += len(pictures)
        if self.seen > self.most:
            raise RuntimeError("the machine stopped")
        return super().embed(pictures, slots)


def read(
    folder: Path, rows: Sequence[dict[str, str]], embedder: CountingEmbedder | None = None
) -> PicturesReport:
    feed = FeedFile(write_feed(folder, rows))
    return read_pictures(feed, folder / "readings", eyes(folder, embedder or CountingEmbedder()))


def with_own_picture(number: int) -> dict[str, str]:
    return row(number, image_link=f"/shop/images/{number % 5}.png?of={number}")


def test_each_picture_of_the_ten_categories_is_read_once(tmp_path: Path) -> None:
    rows = [
        *(row(number, product_type="Tees") for number in range(10)),
        row(10, product_type="Skirts"),
        row(11, title="Card", product_type="Cards", image_link="/none.png"),
        row(12, price="free"),
    ]
    embedder = CountingEmbedder()
    report = read(tmp_path, rows, embedder)
    assert (report.pictures, report.embedded, embedder.seen, report.rejects) == (6, 6, 6, [])
    assert [bad.line for bad in report.bad_rows] == [14]
    with Readings(tmp_path / "readings") as readings:
        assert readings.reading("/shop/images/0.png", "lower") is not None
        assert readings.reading("/none.png", "upper") is None


def test_a_broken_picture_is_told_with_its_lines(tmp_path: Path) -> None:
    rows = [row(0), row(1, image_link="/x/none.png"), row(2)]
    report = read(tmp_path, rows)
    assert [(reject.line, reject.id) for reject in report.rejects] == [(3, "p1")]
    assert report.rejects[0].reason.startswith("image_link: 'none.png' cannot be read")
    assert report.pictures == 2


def test_what_is_as_it_was_is_not_embedded_again(tmp_path: Path) -> None:
    rows = [row(number) for number in range(5)]
    read(tmp_path, rows)
    embedder = CountingEmbedder()
    report = read(tmp_path, [*rows[1:], with_own_picture(7)], embedder)
    assert (embedder.seen, report.embedded, report.reused) == (1, 1, 4)
    assert (report.resumed, report.removed, report.pictures) == (0, 1, 5)


def test_other_networks_read_all_again(tmp_path: Path) -> None:
    rows = [row(number) for number in range(5)]
    read(tmp_path, rows)
    embedder = CountingEmbedder(model="fake@2")
    assert read(tmp_path, rows, embedder).embedded == embedder.seen == 5
    with Readings(tmp_path / "readings") as readings:
        assert readings.model == "fake@2"


def test_a_run_that_was_interrupted_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking.OwnEyes, "rows_together", 32)
    rows = [with_own_picture(number) for number in range(320)]
    with pytest.raises(RuntimeError, match="the machine stopped"):
        read(tmp_path, rows, CountingEmbedder(most=160))
    embedder = CountingEmbedder()
    report = read(tmp_path, rows, embedder)
    assert report.resumed >= 32
    assert embedder.seen == report.embedded == 320 - report.resumed
    assert (report.pictures, report.removed) == (320, 0)


def test_a_feed_without_pictures_removes_nothing(tmp_path: Path) -> None:
    read(tmp_path, [row(0)])
    with pytest.raises(FeedError, match=r"no product whose picture is to be read; line 2: price: "):
        read(tmp_path, [row(0, price="free")])
    with Readings(tmp_path / "readings") as readings:
        assert readings.reading("/shop/images/0.png", "upper") is not None


def test_progress_goes_to_the_end_of_the_feed(tmp_path: Path) -> None:
    feed = write_feed(tmp_path, [row(0), row(1)])
    seen: list[Progress] = []
    read_pictures(FeedFile(feed), tmp_path / "readings", eyes(tmp_path), on_progress=seen.append)
    assert seen == [Progress(feed.stat().st_size, feed.stat().st_size, 2)]
