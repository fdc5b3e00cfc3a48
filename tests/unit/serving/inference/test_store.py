import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import CapturingLogger

from serving.errors import ModelRejected, NotReady
from serving.inference.model import Model, Models
from serving.inference.repository import list_files
from serving.inference.session import load
from serving.inference.store import ModelStore
from tests.unit.serving.inference.onnx_files import put, put_scaling, scaling_model


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> CapturingLogger:
    capturing = CapturingLogger()
    monkeypatch.setattr("serving.inference.store.log", capturing)
    return capturing


class Loads:
    """Loads files, and counts."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def __call__(self, path: Path) -> Model:
        self.paths.append(path)
        return load(path, "cpu", threads=1)


def width(model: Model) -> int:
    return int(model.session.get_inputs()[0].shape[1])


def check_width(models: Models) -> None:
    """Two values are wanted; a head must be as wide as its trunk."""
    model = list(models.values())[-1]
    wanted = width(models["trunk"]) if "trunk" in models else 2
    if width(model) != wanted:
        raise ModelRejected(f"{model.name}: takes {width(model)} values, not {wanted}")


def scale(models: Models, name: str = "scaling") -> float:
    model = models[name]
    return float(model.run(values=np.ones((1, width(model)), np.float32))["scaled"][0, 0])


def make_store(
    repository: Path,
    names: tuple[str, ...] = ("scaling",),
    *,
    loads: Callable[[Path], Model] | None = None,
    check: Callable[[Models], None] = check_width,
    warm_up: Callable[[Models], None] = lambda _: None,
    pinned: int | None = None,
) -> ModelStore:
    return ModelStore(repository, names, load=loads or Loads(), check=check, warm_up=warm_up, pinned=pinned)


def reasons(store: ModelStore) -> dict[str, str]:
    return {f"{file.name}@{file.version}": reason for file, reason in store.rejected.items()}


def identifiers(store: ModelStore) -> list[str]:
    return [model.identifier for model in store.models.values()]


def test_the_layout(tmp_path: Path) -> None:
    for version in (2, 10, 9):
        put_scaling(tmp_path, version, 1.0)
    (tmp_path / "scaling" / "draft").mkdir()
    (tmp_path / "scaling" / "draft" / "model.onnx").touch()
    (tmp_path / "scaling" / "11").mkdir()
    assert [file.version for file in list_files(tmp_path, "scaling")] == [10, 9, 2]
    assert [file.version for file in list_files(tmp_path, "scaling", pinned=9)] == [9]
    assert list_files(tmp_path, "other") == []


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


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "model.onnx"),
        (b"not a model", "model.onnx"),
        (scaling_model(2.0).SerializeToString()[:-30], "model.onnx"),
        (scaling_model(2.0, width=3).SerializeToString(), "takes 3 values, not 2"),
    ],
)
def test_a_bad_file_changes_nothing_and_is_reported(
    tmp_path: Path, log: CapturingLogger, content: bytes, reason: str
) -> None:
    put_scaling(tmp_path, 1, 1.0)
    store = make_store(tmp_path)
    store.refresh()
    put(tmp_path, "scaling", 99, content)
    assert not store.refresh()
    assert identifiers(store) == ["scaling@1"]
    assert list(reasons(store)) == ["scaling@99"]
    assert reason in reasons(store)["scaling@99"]
    assert [call.kwargs["version"] for call in log.calls if call.args == ("model rejected",)] == [99]


def test_a_check_that_breaks_on_a_file_rejects_the_file(tmp_path: Path) -> None:
    def check(models: Models) -> None:
        if models["scaling"].version == 2:
            raise KeyError("probabilities")

    put_scaling(tmp_path, 1, 1.0)
    put_scaling(tmp_path, 2, 2.0)
    store = make_store(tmp_path, check=check)
    assert store.refresh()
    assert identifiers(store) == ["scaling@1"]
    assert "probabilities" in reasons(store)["scaling@2"]


def test_a_half_copied_file_is_taken_once_it_is_whole(tmp_path: Path) -> None:
    put_scaling(tmp_path, 1, 1.0)
    store = make_store(tmp_path)
    store.refresh()
    whole = scaling_model(2.0).SerializeToString()
    path = put(tmp_path, "scaling", 2, whole[: len(whole) // 2])
    assert not store.refresh()
    path.write_bytes(whole)
    assert store.refresh()
    assert scale(store.models) == 2.0
    assert reasons(store) == {}


def test_a_rewritten_file_is_loaded_again(tmp_path: Path) -> None:
    path = put_scaling(tmp_path, 1, 1.0)
    store = make_store(tmp_path)
    store.refresh()
    put_scaling(tmp_path, 1, 5.0)
    os.utime(path, ns=(1, 1))
    assert store.refresh()
    assert scale(store.models) == 5.0


def test_a_bad_rewrite_leaves_what_was_loaded(tmp_path: Path) -> None:
    put_scaling(tmp_path, 1, 1.0)
    put_scaling(tmp_path, 2, 2.0)
    store = make_store(tmp_path)
    store.refresh()
    put(tmp_path, "scaling", 2, b"bad")
    assert not store.refresh()
    assert scale(store.models) == 2.0
    assert list(reasons(store)) == ["scaling@2"]
    put_scaling(tmp_path, 2, 3.0)
    assert store.refresh()
    assert scale(store.models) == 3.0
    assert reasons(store) == {}


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


def test_what_fails_to_warm_up_does_not_serve(tmp_path: Path) -> None:
    def warm_up(models: Models) -> None:
        if scale(models) == 2.0:
            raise MemoryError("no memory for a batch of 8")

    put_scaling(tmp_path, 1, 1.0)
    store = make_store(tmp_path, warm_up=warm_up)
    store.refresh()
    put_scaling(tmp_path, 2, 2.0)
    assert not store.refresh()
    assert identifiers(store) == ["scaling@1"]
    assert reasons(store) == {"scaling@2": "no memory for a batch of 8"}


def test_what_fails_to_warm_up_at_the_start_gives_way_to_a_lower_version(tmp_path: Path) -> None:
    def warm_up(models: Models) -> None:
        if scale(models) == 2.0:
            raise MemoryError

    put_scaling(tmp_path, 1, 1.0)
    put_scaling(tmp_path, 2, 2.0)
    store = make_store(tmp_path, warm_up=warm_up)
    assert store.refresh()
    assert identifiers(store) == ["scaling@1"]
    assert reasons(store) == {"scaling@2": "MemoryError"}


def test_a_device_that_is_not_there_is_no_fault_of_the_file(tmp_path: Path) -> None:
    def no_device(_: Path) -> Model:
        raise NotReady("DEVICE=cuda: it did not start")

    put_scaling(tmp_path, 1, 1.0)
    store = make_store(tmp_path, loads=no_device)
    with pytest.raises(NotReady, match="did not start"):
        store.refresh()
    assert reasons(store) == {}


HEADS = ("trunk", "upper", "lower")


def put_set(repository: Path, version: int, width: int, names: tuple[str, ...] = HEADS) -> None:
    for name in names:
        put_scaling(repository, version, float(version), name, width)


def check_set(models: Models) -> None:
    if len(models) > 1:
        check_width(models)


def test_a_trunk_waits_for_its_heads(tmp_path: Path) -> None:
    put_set(tmp_path, 1, width=2)
    store = make_store(tmp_path, HEADS, check=check_set)
    store.refresh()
    put_set(tmp_path, 2, width=3, names=("trunk",))
    assert not store.refresh()
    assert identifiers(store) == ["trunk@1", "upper@1", "lower@1"]
    assert reasons(store) == {"trunk@2": "no upper and lower to go with it"}
    put_set(tmp_path, 2, width=3, names=("upper",))
    assert not store.refresh()
    assert identifiers(store) == ["trunk@1", "upper@1", "lower@1"]
    assert sorted(reasons(store)) == ["trunk@2", "upper@2"]
    put_set(tmp_path, 2, width=3, names=("lower",))
    assert store.refresh()
    assert identifiers(store) == ["trunk@2", "upper@2", "lower@2"]
    assert reasons(store) == {}


def test_heads_wait_for_their_trunk(tmp_path: Path) -> None:
    put_set(tmp_path, 1, width=2)
    store = make_store(tmp_path, HEADS, check=check_set)
    store.refresh()
    put_set(tmp_path, 2, width=3, names=("upper", "lower"))
    assert not store.refresh()
    assert identifiers(store) == ["trunk@1", "upper@1", "lower@1"]
    assert reasons(store)["upper@2"] == "upper: takes 3 values, not 2"
    put_set(tmp_path, 2, width=3, names=("trunk",))
    assert store.refresh()
    assert identifiers(store) == ["trunk@2", "upper@2", "lower@2"]
    assert reasons(store) == {}


def test_one_head_alone_can_be_newer(tmp_path: Path) -> None:
    put_set(tmp_path, 1, width=2)
    loads = Loads()
    store = make_store(tmp_path, HEADS, loads=loads, check=check_set)
    store.refresh()
    put_set(tmp_path, 2, width=2, names=("lower",))
    assert store.refresh()
    assert identifiers(store) == ["trunk@1", "upper@1", "lower@2"]
    assert len(loads.paths) == 4
