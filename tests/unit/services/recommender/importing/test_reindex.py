import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.clothes import Slot
from services.recommender.catalog.stats import catalog_stats
from services.recommender.catalog.versions import live_table, published_versions
from services.recommender.errors import CatalogMissing
from services.recommender.importing import checkpoints
from services.recommender.importing.reindex import reindex, staleness
from tests.unit.services.recommender.shop import FakeEmbedder, eyes, import_rows, row


class NewNetworks(FakeEmbedder):
    """Another version, that may stop after some batches."""

    model = "fake@2"

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
        return -super().embed(crops, slots)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    rows = [row(number, image_link=f"/shop/images/{number % 5}.png?{number}") for number in range(300)]
    rows[7]["product_type"], rows[7]["title"] = "Cards", "Gift card"
    import_rows(tmp_path, rows)
    return tmp_path


def test_changed_networks_are_noticed(shop: Path) -> None:
    uri = str(shop / "catalog")
    assert staleness(uri, "fake@1").products == 0
    stale = staleness(uri, "fake@2")
    assert (stale.products, stale.models) == (299, ("fake@1",))


def test_every_product_is_read_again_and_nothing_else_changes(shop: Path) -> None:
    uri = str(shop / "catalog")
    before = live_table(uri).search().limit(999).to_arrow().sort_by("id")
    report = reindex(uri, eyes(shop, NewNetworks()))
    after = live_table(uri).search().limit(999).to_arrow().sort_by("id")
    assert catalog_stats(uri).embedding_models == {"fake@2": 299, "": 1}
    assert published_versions(uri)[0].kind == "reindex"
    assert report.version == published_versions(uri)[0].number
    others = [name for name in before.column_names if name not in ("embedding", "embedding_model")]
    assert after.select(others).equals(before.select(others))
    np.testing.assert_array_equal(
        np.array(after["embedding"].to_pylist()), -np.array(before["embedding"].to_pylist())
    )
    assert staleness(uri, "fake@2").products == 0


def test_an_interrupted_reindex_goes_on_where_it_was(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints.Checkpoints.__init__, "__defaults__", (64, 1000.0))
    uri = str(shop / "catalog")
    with pytest.raises(RuntimeError, match="the machine stopped"):
        reindex(uri, eyes(shop, NewNetworks(stops_after=17)))
    assert catalog_stats(uri).embedding_models == {"fake@1": 299, "": 1}
    networks = NewNetworks()
    report = reindex(uri, eyes(shop, networks))
    assert report.resumed >= 64
    assert catalog_stats(uri).embedding_models == {"fake@2": 299, "": 1}
    assert catalog_stats(uri).products == 300


def test_a_product_without_its_picture_stays(shop: Path) -> None:
    (shop / "images" / "3.png").unlink()
    report = reindex(str(shop / "catalog"), eyes(shop, NewNetworks()))
    assert report.without_picture == 60
    assert catalog_stats(str(shop / "catalog")).embedding_models == {"fake@2": 239, "": 61}


def test_without_a_catalog_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(CatalogMissing):
        reindex(str(tmp_path / "none"), eyes(tmp_path))
