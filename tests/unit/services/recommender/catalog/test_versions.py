from datetime import UTC, datetime, timedelta
from pathlib import Path

import lancedb
import pytest

from services.recommender.catalog import versions as module
from services.recommender.catalog.schema import TABLE
from services.recommender.catalog.stats import catalog_stats
from services.recommender.catalog.versions import (
    KEPT_VERSIONS,
    live_table,
    prune,
    published_versions,
    roll_back,
)
from services.recommender.catalog.writer import publish
from services.recommender.errors import CatalogMissing, NoSuchVersion
from tests.unit.services.recommender.shop import catalog_batch


@pytest.fixture
def uri(tmp_path: Path) -> str:
    """Three versions of 1, 2 and 3 products."""
    uri = str(tmp_path / "catalog")
    for count in (1, 2, 3):
        publish(uri, [catalog_batch(0, count)])
    return uri


def test_versions_that_were_served_are_listed_newest_first(uri: str) -> None:
    found = published_versions(uri)
    assert [(version.products, version.kind, version.live) for version in found] == [
        (3, "import", True),
        (2, "import", False),
        (1, "import", False),
    ]
    now = datetime.now(UTC)
    assert all(now - timedelta(minutes=2) < version.published <= now for version in found)


def test_a_rollback_goes_back_one_by_one_and_forward_by_number(uri: str) -> None:
    newest, middle, oldest = (version.number for version in published_versions(uri))
    assert roll_back(uri) == middle
    assert catalog_stats(uri).products == 2
    assert roll_back(uri) == oldest
    with pytest.raises(NoSuchVersion, match=f"nothing before version {oldest} is kept"):
        roll_back(uri)
    assert roll_back(uri, newest) == newest
    assert catalog_stats(uri).products == 3


def test_a_version_that_was_never_served_is_refused(uri: str) -> None:
    newest = published_versions(uri)[0].number
    with pytest.raises(NoSuchVersion, match=f"version {newest - 1} is none of {newest}, "):
        roll_back(uri, newest - 1)


def test_so_many_are_kept(uri: str) -> None:
    for count in range(KEPT_VERSIONS):
        publish(uri, [catalog_batch(0, 4 + count)])
    assert [version.products for version in published_versions(uri)] == [8, 7, 6, 5, 4]


def test_pruning_frees_what_is_neither_tagged_nor_young(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", timedelta(0))
    monkeypatch.setattr(module, "MARGIN", timedelta(milliseconds=1))
    table = lancedb.connect(uri).open_table(TABLE)
    newest, middle, oldest = (version.number for version in published_versions(uri))
    prune(table)
    assert min(version["version"] for version in table.list_versions()) == oldest
    table.tags.delete(f"import-{oldest}")
    table.tags.delete(f"import-{middle}")
    prune(table)
    assert min(version["version"] for version in table.list_versions()) == newest
    assert catalog_stats(uri).products == 3


def test_where_there_is_no_catalog_all_say_what_to_do(tmp_path: Path) -> None:
    for ask in (live_table, published_versions, roll_back):
        with pytest.raises(CatalogMissing, match="vitrine catalog import"):
            ask(str(tmp_path / "none"))
