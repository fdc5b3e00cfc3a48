"""Files that cannot serve: they change nothing and are told of."""

from pathlib import Path

import pytest
from structlog.testing import CapturingLogger

from serving.errors import NotReady
from serving.inference.model import Model, Models
from tests.unit.serving.inference.onnx_files import put, put_scaling, scaling_model
from tests.unit.serving.inference.stores import identifiers, make_store, reasons, scale


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
