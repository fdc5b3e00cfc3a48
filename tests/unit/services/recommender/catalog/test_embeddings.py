import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from services.recommender.catalog.embeddings import Embeddings, InFile, InMemory, embeddings_in_file
from tests.unit.services.recommender.shop import shelf

VECTORS = np.random.default_rng(1).normal(size=(50, 256)).astype(np.float16)


@pytest.mark.parametrize("make", [lambda: InMemory(50), InFile])
def test_what_went_in_comes_out_from_its_place(make: Callable[[], Embeddings]) -> None:
    kept = make()
    kept.append(VECTORS[:20])
    kept.append(VECTORS[20:])
    places = np.array([49, 0, 20, 19, 20])
    assert (kept.read(places) == VECTORS[places]).all()
    assert kept.read(places[:0]).shape == (0, 256)


def test_the_file_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept = embeddings_in_file(50)
    assert kept is not None
    kept.append(VECTORS)
    assert list(tmp_path.iterdir()) == []


def test_without_room_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2 * 512 * 50 - 1))
    assert embeddings_in_file(50) is None
    assert embeddings_in_file(49) is not None
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    assert embeddings_in_file(1) is None


class Full(InMemory):
    def append(self, embeddings: "np.typing.NDArray[np.float16]") -> None:
        raise OSError(f"no space left on device for {len(embeddings)}")


def test_a_disk_that_fills_up_costs_the_copy_and_no_more() -> None:
    full = shelf(30, Full(30))
    assert full.embedding(np.arange(3)) is None
    assert len(full) == 30
