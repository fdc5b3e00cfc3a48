from pathlib import Path

import pytest

from services.recommender.catalog.staging import Staging
from services.recommender.importing.checkpoints import Checkpoints
from tests.unit.services.recommender.shop import catalog_batch


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return str(tmp_path / "catalog")


def test_a_piece_is_written_when_it_is_full(uri: str) -> None:
    staging = Staging(uri, "key")
    with Checkpoints(staging, rows=10, seconds=1000) as checkpoints:
        for start in range(0, 24, 4):
            checkpoints.add(catalog_batch(start, start + 4))
        checkpoints.finish()
    assert Staging(uri, "key").rows == 24


def test_a_crash_loses_only_the_piece_that_fills(uri: str) -> None:
    with Checkpoints(Staging(uri, "key"), rows=10, seconds=1000) as checkpoints:
        for start in range(0, 16, 4):
            checkpoints.add(catalog_batch(start, start + 4))
    assert Staging(uri, "key").rows == 12


def test_a_piece_is_written_when_it_is_old(uri: str) -> None:
    with Checkpoints(Staging(uri, "key"), rows=1000, seconds=0) as checkpoints:
        checkpoints.add(catalog_batch(0, 2))
    assert Staging(uri, "key").rows == 2


def test_an_empty_batch_is_no_piece(uri: str) -> None:
    staging = Staging(uri, "key")
    with Checkpoints(staging, rows=1, seconds=0) as checkpoints:
        checkpoints.add(catalog_batch(0, 1).slice(1))
        checkpoints.finish()
    assert staging.rows == 0


def test_an_error_of_the_storage_is_told(uri: str) -> None:
    staging = Staging(uri, "key")
    with Checkpoints(staging, rows=1, seconds=1000) as checkpoints:
        checkpoints.add(catalog_batch(0, 1).select(["id"]))
        with pytest.raises(ValueError, match="id"):
            checkpoints.finish()
