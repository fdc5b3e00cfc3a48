from pathlib import Path

import lancedb
import pyarrow as pa
import pytest

from services.recommender.catalog import staging as module
from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.catalog.staging import Staging
from services.recommender.catalog.stats import catalog_stats
from services.recommender.catalog.versions import live_table
from services.recommender.catalog.writer import publish
from tests.unit.services.recommender.shop import catalog_batch


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return str(tmp_path / "catalog")


def test_nothing_is_served_before_it_is_complete(uri: str) -> None:
    publish(uri, [catalog_batch(0, 3)])
    staging = Staging(uri, "key")
    staging.add([catalog_batch(10, 15)])
    staging.add([catalog_batch(15, 20), catalog_batch(20, 22)])
    assert catalog_stats(uri).products == 3
    assert staging.publish("import") == catalog_stats(uri).version
    assert catalog_stats(uri).products == 12


def test_what_was_staged_is_continued_under_the_same_key(uri: str) -> None:
    publish(uri, [catalog_batch(0, 3)])
    Staging(uri, "key").add([catalog_batch(10, 15)])
    again = Staging(uri, "key")
    assert again.rows == 5
    assert again.ids.to_pylist() == [f"p{number}" for number in range(10, 15)]
    again.add([catalog_batch(15, 20)])
    again.publish("import")
    assert catalog_stats(uri).products == 10


def test_of_a_first_import_too(uri: str) -> None:
    Staging(uri, "key").add([catalog_batch(10, 15)])
    again = Staging(uri, "key")
    assert again.rows == 5
    again.publish("import")
    assert catalog_stats(uri).products == 5


def test_another_key_begins_anew(uri: str) -> None:
    Staging(uri, "key").add([catalog_batch(10, 15)])
    other = Staging(uri, "other")
    assert other.rows == 0
    assert other.ids.to_pylist() == []
    other.add([catalog_batch(0, 2)])
    other.publish("import")
    assert catalog_stats(uri).products == 2


def test_what_was_written_and_not_marked_counts_as_not_written(uri: str) -> None:
    staging = Staging(uri, "key")
    staging.add([catalog_batch(0, 5)])
    lancedb.connect(uri).open_table(TABLE).add(pa.Table.from_batches([catalog_batch(5, 9)]))
    assert Staging(uri, "key").rows == 5


def test_what_is_published_is_not_continued(uri: str) -> None:
    staging = Staging(uri, "key")
    staging.add([catalog_batch(0, 5)])
    staging.publish("import")
    assert Staging(uri, "key").rows == 0


def test_a_process_that_died_after_the_switch_is_not_continued_either(uri: str) -> None:
    staging = Staging(uri, "key")
    staging.add([catalog_batch(0, 5)])
    table = lancedb.connect(uri).open_table(TABLE)
    table.tags.create(LIVE, table.version)
    assert Staging(uri, "key").rows == 0


def test_staging_survives_an_update_in_between(uri: str) -> None:
    publish(uri, [catalog_batch(0, 3)])
    Staging(uri, "key").add([catalog_batch(10, 15)])
    table = live_table(uri)
    table.restore()
    table.delete("id = 'p0'")
    again = Staging(uri, "key")
    assert again.rows == 5
    again.publish("import")
    assert catalog_stats(uri).products == 5


def test_many_files_are_merged(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY_FRAGMENTS", 3)
    staging = Staging(uri, "key")
    for number in range(5):
        staging.add([catalog_batch(number, number + 1)])
    staging.publish("import")
    assert live_table(uri).list_versions()[-1]["metadata"]["total_fragments"] == "1"
    assert catalog_stats(uri).products == 5


def test_nothing_cannot_be_published(uri: str) -> None:
    with pytest.raises(ValueError, match="nothing was staged"):
        Staging(uri, "key").publish("import")
