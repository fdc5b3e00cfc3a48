"""Which of the files that are there serve."""

import os
from pathlib import Path

import pytest
from structlog.testing import CapturingLogger

from serving.errors import NotReady
from tests.unit.serving.inference.onnx_files import put, put_scaling
from tests.unit.serving.inference.stores import Loads, identifiers, make_store, scale


def test_the_highest_version_serves(tmp_path: Path) -> None:
    put_scaling(tmp_path, 1, 1.0)
    put_scaling(tmp_path, 2, 2.0)
    loads = Loads()
    store = make_store(tmp_path, loads=loads)
    assert store.refresh()
    assert identifiers(store) == ["scaling@2"]
    assert len(loads.paths) == 1
    assert store.complaint is None


def test_before_there_is_a_model_it_says_what_is_missing(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    assert not store.refresh()
    with pytest.raises(NotReady, match=r"no file .*scaling/<version>/model\.onnx"):
        _ = store.models
    put(tmp_path, "scaling", 1, b"bad")
    store.refresh()
    assert "scaling@1" in str(store.complaint)
    put_scaling(tmp_path, 2, 2.0)
    assert store.refresh()
    assert scale(store.models) == 2.0


def test_a_pinned_version_that_is_missing_is_named(tmp_path: Path) -> None:
    put_scaling(tmp_path, 1, 1.0)
    store = make_store(tmp_path, pinned=7)
    store.refresh()
    assert str(store.complaint) == f"no file {tmp_path}/scaling/7/model.onnx"


def test_an_unchanged_folder_costs_nothing(tmp_path: Path, log: CapturingLogger) -> None:
    put_scaling(tmp_path, 1, 1.0)
    put(tmp_path, "scaling", 2, b"bad")
    loads = Loads()
    store = make_store(tmp_path, loads=loads)
    store.refresh()
    assert len(loads.paths) == 2
    log.calls.clear()
    assert not store.refresh()
    assert len(loads.paths) == 2
    assert log.calls == []


def test_a_higher_version_swaps_and_work_in_hand_keeps_the_old_one(tmp_path: Path) -> None:
    put_scaling(tmp_path, 1, 1.0)
    store = make_store(tmp_path)
    store.refresh()
    in_hand = store.models
    put_scaling(tmp_path, 2, 2.0)
    assert store.refresh()
    assert scale(in_hand) == 1.0
    assert scale(store.models) == 2.0


def test_a_rewritten_file_is_loaded_again(tmp_path: Path) -> None:
    path = put_scaling(tmp_path, 1, 1.0)
    store = make_store(tmp_path)
    store.refresh()
    put_scaling(tmp_path, 1, 5.0)
    os.utime(path, ns=(1, 1))
    assert store.refresh()
    assert scale(store.models) == 5.0


def test_roll_back_by_deleting_the_folder(tmp_path: Path) -> None:
    put_scaling(tmp_path, 1, 1.0)
    path = put_scaling(tmp_path, 2, 2.0)
    store = make_store(tmp_path)
    store.refresh()
    path.unlink()
    path.parent.rmdir()
    assert store.refresh()
    assert identifiers(store) == ["scaling@1"]


def test_deleting_everything_leaves_what_is_in_memory(tmp_path: Path) -> None:
    path = put_scaling(tmp_path, 1, 1.0)
    store = make_store(tmp_path)
    store.refresh()
    path.unlink()
    assert not store.refresh()
    assert scale(store.models) == 1.0


def test_a_pinned_version_serves_and_no_other(tmp_path: Path) -> None:
    put_scaling(tmp_path, 1, 1.0)
    put_scaling(tmp_path, 2, 2.0)
    store = make_store(tmp_path, pinned=1)
    assert store.refresh()
    put_scaling(tmp_path, 3, 3.0)
    assert not store.refresh()
    assert identifiers(store) == ["scaling@1"]
