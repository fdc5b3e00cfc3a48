"""Models that serve only together."""

from pathlib import Path

from serving.inference.model import Models
from tests.unit.serving.inference.onnx_files import put_scaling
from tests.unit.serving.inference.stores import Loads, check_width, identifiers, make_store, reasons

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
