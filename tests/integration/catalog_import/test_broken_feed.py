from pathlib import Path

import pytest

from services.recommender.catalog.stats import catalog_stats
from services.recommender.errors import CatalogMissing
from tests.integration.catalog_import.command import run
from tests.unit.services.recommender.feeds.broken import WAYS, BrokenFeed, broken_feed


@pytest.fixture(scope="module")
def broken() -> BrokenFeed:
    return broken_feed()


@pytest.fixture
def feed(tmp_path: Path, broken: BrokenFeed) -> Path:
    path = tmp_path / "feed.tsv"
    path.write_bytes(broken.content)
    return path


def test_500_rows_that_are_broken_in_25_ways_are_reported_and_9500_go_in(
    feed: Path, broken: BrokenFeed, tmp_path: Path
) -> None:
    assert len(WAYS) == 25
    catalog, rejects = tmp_path / "catalog", tmp_path / "rejects.tsv"
    printed = run(catalog, "import", str(feed), "--no-embedding", "--rejects", str(rejects))
    assert "9500 products imported, 500 rows left out" in printed
    assert catalog_stats(str(catalog)).products == 9500
    header, *told = [line.split("\t") for line in rejects.read_text().splitlines()]
    assert header == ["line", "id", "reason"]
    assert len(told) == len(broken.expected) == 500
    for (line, _, reason), expected in zip(told, broken.expected, strict=True):
        assert int(line) == expected.line
        assert reason.startswith(expected.reason)


def test_strict_changes_nothing_and_reports_the_same(feed: Path, broken: BrokenFeed, tmp_path: Path) -> None:
    catalog, rejects = tmp_path / "catalog", tmp_path / "rejects.tsv"
    options = ("--no-embedding", "--strict", "--rejects", str(rejects))
    printed = run(catalog, "import", str(feed), *options, fails=True)
    assert "Nothing was imported. feed: 500 rows are rejected" in " ".join(printed.split())
    assert len(rejects.read_text().splitlines()) == 1 + len(broken.expected)
    with pytest.raises(CatalogMissing):
        catalog_stats(str(catalog))
