from pathlib import Path

from serving.inference.repository import list_files
from tests.unit.serving.inference.onnx_files import put_scaling


def test_the_layout(tmp_path: Path) -> None:
    for version in (2, 10, 9):
        put_scaling(tmp_path, version, 1.0)
    (tmp_path / "scaling" / "draft").mkdir()
    (tmp_path / "scaling" / "draft" / "model.onnx").touch()
    (tmp_path / "scaling" / "11").mkdir()
    assert [file.version for file in list_files(tmp_path, "scaling")] == [10, 9, 2]
    assert [file.version for file in list_files(tmp_path, "scaling", pinned=9)] == [9]
    assert list_files(tmp_path, "other") == []
