import subprocess
from pathlib import Path

import pytest

from deploy.local.checks import CannotStart
from deploy.local.demo_pictures import read_demo_pictures


class Reader:
    """Stands for the command that reads pictures: makes the file, and counts."""

    def __init__(self, readings: Path) -> None:
        self.readings = readings
        self.calls = 0
        self.returncode = 0

    def __call__(
        self, command: list[str], env: dict[str, str], **_: object
    ) -> "subprocess.CompletedProcess[bytes]":
        assert command[3:5] == ["pictures", "read"]
        assert command[-2:] == ["--readings", str(self.readings)]
        assert "READINGS_FILE" not in env, "that is the shop's own"
        self.calls += 1
        self.readings.touch()
        return subprocess.CompletedProcess(command, self.returncode)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    trunk = tmp_path / "models" / "clothes-trunk" / "1" / "model.onnx"
    trunk.parent.mkdir(parents=True)
    trunk.write_bytes(b"first")
    return {
        "CATALOG_URI": "/catalog/vitrine",
        "MODELS_DIR": str(tmp_path / "models"),
        "READINGS_FILE": str(tmp_path / "readings.sqlite"),
        "DEMO_READINGS": str(tmp_path / "demo.sqlite"),
    }


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader(tmp_path / "demo.sqlite")
    monkeypatch.setattr(subprocess, "run", reader)
    return reader


def test_they_are_read_once_by_the_same_networks(environment: dict[str, str], reader: Reader) -> None:
    read_demo_pictures(environment)
    read_demo_pictures(environment)
    assert reader.calls == 1
    Path(environment["MODELS_DIR"], "clothes-trunk", "1", "model.onnx").write_bytes(b"second")
    read_demo_pictures(environment)
    assert reader.calls == 2
    reader.readings.unlink()
    read_demo_pictures(environment)
    assert reader.calls == 3


def test_a_run_that_failed_is_tried_again(environment: dict[str, str], reader: Reader) -> None:
    reader.returncode = 1
    with pytest.raises(CannotStart, match="could not be read"):
        read_demo_pictures(environment)
    reader.returncode = 0
    read_demo_pictures(environment)
    assert reader.calls == 2


def test_a_catalog_at_an_address_is_the_shops_own(environment: dict[str, str], reader: Reader) -> None:
    read_demo_pictures({**environment, "CATALOG_URI": "s3://bucket/catalog"})
    assert reader.calls == 0
