import hashlib
from pathlib import Path

import pytest

from tests.unit.serving.networks.tiny_models import write_trunk
from training.errors import ModelFileError
from training.report.origin import ModelFile, Origin, versions
from training.report.page import Page


def test_versions_are_numbers_and_in_order(tmp_path: Path) -> None:
    for version in ("10", "2", ".old"):
        folder = tmp_path / "gender" / version
        folder.mkdir(parents=True)
        (folder / "model.onnx").touch()
    assert list(versions(tmp_path, "gender")) == [2, 10]
    with pytest.raises(ModelFileError, match="pose"):
        versions(tmp_path, "pose")


def test_a_report_names_its_command_and_its_files(tmp_path: Path) -> None:
    path = write_trunk(tmp_path, side=32)
    file = ModelFile.at(path)
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    page = Page(tmp_path, "made", "Made")
    Origin("python -m training report made", [file], "3 crops").tell(page)
    text = page.write().read_text(encoding="utf-8")
    for said in ("`python -m training report made`", "3 crops", file.name, file.sha256):
        assert said in text
