import shutil
from pathlib import Path

import pytest
from rich.table import Table

from tests.unit.training.compare.exported import write_faces, write_gender_from
from training.errors import DataError, ModelFileError
from training.precision_table import END, START, put_into, table


def cells(found: Table, column: str) -> list[str]:
    (chosen,) = (one for one in found.columns if one.header == column)
    return [str(cell) for cell in chosen.cells]


def test_a_row_for_each_precision_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_faces(tmp_path / "data", 10)
    monkeypatch.setenv("VITRINE_DATA", str(tmp_path / "data"))
    version = tmp_path / "export" / "gender" / "1"
    version.mkdir(parents=True)
    for precision, middle in (("fp32", 127.5), ("int8", 250.0)):
        made = write_gender_from(tmp_path / precision, 1, middle)
        shutil.copy(made / "model.onnx", version / f"{precision}.onnx")
    found = table(tmp_path / "export", limit=4, labels=tmp_path, threads=1)
    assert cells(found, "precision") == ["fp32", "int8"]
    assert cells(found, "photos") == ["4", "4"]
    assert cells(found, "value")[0] == "1.0000"
    assert float(cells(found, "value")[1]) < 1


def test_no_exports_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"no <name>/<version>/fp32\.onnx"):
        table(tmp_path, None, tmp_path, 1)


def test_only_what_is_between_the_marks_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{START}\nold\n{END}\nafter\n", encoding="utf-8")
    made = Table("network")
    made.add_row("gender 1")
    put_into(page, made)
    put_into(page, made)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{START}\n```\n")
    assert text.endswith(f"```\n{END}\nafter\n")
    assert text.count("gender 1") == 1
    assert "old" not in text


def test_a_page_without_marks_is_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{END} then {START}", encoding="utf-8")
    with pytest.raises(DataError, match="no <!-- precisions:start -->"):
        put_into(page, Table())
    assert page.read_text(encoding="utf-8") == f"{END} then {START}"
