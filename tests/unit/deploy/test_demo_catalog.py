import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.local.checks import CannotStart
from deploy.local.demo_catalog import ensure_demo_catalog, import_demo_catalog
from services.recommender.catalog.writer import publish
from services.recommender.pictures.reading_run import ReadingRun
from tests.unit.services.recommender.shop import catalog_batch, unit


class Importer:
    """Stands for the import command: makes the folder, and counts."""

    def __init__(self, uri: Path) -> None:
        self.uri = uri
        self.calls = 0
        self.commands: list[list[str]] = []
        self.returncode = 0

    def __call__(self, command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        assert command[-1] == str(self.uri)
        self.calls += 1
        self.commands.append(command)
        self.uri.mkdir(exist_ok=True)
        return subprocess.CompletedProcess(command, self.returncode)


def fill(readings: Path, digest: str) -> None:
    with ReadingRun(readings, digest, "fake@1") as run:
        run.sees("/1", "upper", digest, unit(1), "fake@1")
        run.finish()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    trunk = tmp_path / "models" / "clothes-trunk" / "1" / "model.onnx"
    trunk.parent.mkdir(parents=True)
    trunk.write_bytes(b"first")
    return {"CATALOG_URI": str(tmp_path / "catalog"), "MODELS_DIR": str(tmp_path / "models")}


@pytest.fixture
def importer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Importer:
    importer = Importer(tmp_path / "catalog")
    monkeypatch.setattr(subprocess, "run", importer)
    return importer


def test_it_is_imported_once(environment: dict[str, str], importer: Importer) -> None:
    import_demo_catalog(environment)
    import_demo_catalog(environment)
    assert importer.calls == 1


def test_other_networks_read_it_again(environment: dict[str, str], importer: Importer) -> None:
    import_demo_catalog(environment)
    newer = Path(environment["MODELS_DIR"]) / "clothes-trunk" / "2" / "model.onnx"
    newer.parent.mkdir()
    newer.write_bytes(b"second")
    import_demo_catalog(environment)
    assert importer.calls == 2


def test_a_shops_own_catalog_is_left_alone(environment: dict[str, str], importer: Importer) -> None:
    Path(environment["CATALOG_URI"]).mkdir()
    import_demo_catalog(environment)
    import_demo_catalog({**environment, "CATALOG_URI": "s3://bucket/catalog"})
    assert importer.calls == 0


def test_a_shops_own_feed_over_the_demo_is_left_alone(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    uri, imports = environment["CATALOG_URI"], 0

    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        nonlocal imports
        imports += 1
        publish(uri, [catalog_batch(0, 3)])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    import_demo_catalog(environment)
    model = Path(environment["MODELS_DIR"]) / "clothes-trunk" / "1" / "model.onnx"
    model.write_bytes(b"second")
    import_demo_catalog(environment)
    assert imports == 2, "the demo is read again by other networks"

    publish(uri, [catalog_batch(5, 9)])
    model.write_bytes(b"third")
    import_demo_catalog(environment)
    assert imports == 2, "what the shop imported since was replaced"

    shutil.rmtree(uri)
    import_demo_catalog(environment)
    assert imports == 3, "a catalog that was deleted is not there"


def test_what_another_container_has_read_is_taken_over(
    environment: dict[str, str], importer: Importer, tmp_path: Path
) -> None:
    split = {**environment, "DEMO_READINGS": str(tmp_path / "demo.sqlite")}
    fill(tmp_path / "demo.sqlite", "first")
    import_demo_catalog(split)
    assert importer.commands[-1][6:] == [
        *("--readings", str(tmp_path / "demo.sqlite")),
        *("--catalog", environment["CATALOG_URI"]),
    ]
    import_demo_catalog(split)
    # it has no networks of its own to look at
    Path(environment["MODELS_DIR"], "clothes-trunk", "1", "model.onnx").write_bytes(b"second")
    import_demo_catalog(split)
    assert importer.calls == 1
    fill(tmp_path / "demo.sqlite", "second")
    import_demo_catalog(split)
    assert importer.calls == 2


def test_readings_that_are_not_there_are_told(environment: dict[str, str], importer: Importer) -> None:
    with pytest.raises(CannotStart, match="there is no"):
        import_demo_catalog({**environment, "DEMO_READINGS": f"{environment['CATALOG_URI']}.none"})
    assert importer.calls == 0


def test_a_failed_import_is_tried_again(environment: dict[str, str], importer: Importer) -> None:
    importer.returncode = 1
    with pytest.raises(CannotStart, match="demo feed"):
        import_demo_catalog(environment)
    importer.returncode = 0
    import_demo_catalog(environment)
    assert importer.calls == 2


def test_a_start_asks_a_process_of_its_own_and_only_if_need_be(
    environment: dict[str, str], importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def job(command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        assert command[1:] == ["-m", "deploy.local.demo_catalog"]
        monkeypatch.setattr(subprocess, "run", importer)
        import_demo_catalog(environment)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", job)
    ensure_demo_catalog(environment)
    assert importer.calls == 1
    ensure_demo_catalog(environment)
    assert importer.calls == 1

    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1))
    Path(environment["MODELS_DIR"], "clothes-trunk", "1", "model.onnx").write_bytes(b"second")
    with pytest.raises(CannotStart, match="demo catalog"):
        ensure_demo_catalog(environment)
