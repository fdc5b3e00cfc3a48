import csv
import zipfile
from pathlib import Path

import cv2
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from typer.testing import CliRunner

from tests.unit.training.report.links import pictures_of, row_of
from training.data.split import split_of
from training.errors import ModelFileError
from training.report.cli import app

FACES = [name for n in range(200) if split_of("utkface", name := f"30_{n % 2}_0_{n}.webp") == "test"]


def write_data(folder: Path) -> None:
    """Faces in the layout of the shards: men are dark, women are bright."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "faces.zip", "w") as archive:
        for name in FACES:
            face = np.full((150, 150, 3), 200 if "_1_" in name else 50, np.uint8)
            archive.writestr(name, cv2.imencode(".webp", face)[1].tobytes())
    with (folder / "utkface.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("file", "shard", "age", "gender", "race"))
        rows.writerows((name, "faces.zip", 30, int("_1_" in name), 0) for name in FACES)


def write_model(path: Path, version: int) -> None:
    """Version 1 takes every face for male; version 2 the bright ones for female."""
    favour = 0.4 if version == 1 else 1.0
    nodes = [
        helper.make_node("Cast", ["image"], ["cast"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["cast", "axes"], ["mean"], keepdims=0),
        helper.make_node("Mul", ["mean", "scale"], ["female_flat"]),
        helper.make_node("Unsqueeze", ["female_flat", "last"], ["female"]),
        helper.make_node("Sub", ["one", "female"], ["male"]),
        helper.make_node("Concat", ["male", "female"], ["probabilities"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "gender",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["N", 150, 150, 3])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", 2])],
        [
            numpy_helper.from_array(np.array([1, 2, 3], np.int64), "axes"),
            numpy_helper.from_array(np.array(favour / 255, np.float32), "scale"),
            numpy_helper.from_array(np.array([1], np.int64), "last"),
            numpy_helper.from_array(np.array(1, np.float32), "one"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    helper.set_model_props(model, {"task": "gender", "version": str(version), "precision": "fp32"})
    path.parent.mkdir(parents=True)
    onnx.save(model, path)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VITRINE_DATA", str(tmp_path / "data"))
    write_data(tmp_path / "data" / "utkface")
    return tmp_path


def test_both_versions_are_run_and_told_side_by_side(workplace: Path) -> None:
    for version in (1, 2):
        write_model(workplace / f"models/gender/{version}/model.onnx", version)
    result = CliRunner().invoke(app, ["gender", "--threads", "1"], catch_exceptions=False)
    assert result.exit_code == 0
    report = workplace / "docs" / "reports" / "gender.md"
    women = sum("_1_" in name for name in FACES)
    cells = row_of(report, "13 and older")
    assert int(cells[1]) == len(FACES)
    assert float(cells[2].split()[0]) == pytest.approx(100 * (1 - women / len(FACES)), abs=0.05)
    assert float(cells[3].split()[0]) == 100.0
    assert f"from {len(FACES)} faces" in report.read_text(encoding="utf-8")
    assert pictures_of(report)
    page = (workplace / "runs" / "reports" / "gender-mistakes.html").read_text(encoding="utf-8")
    assert "gender@2" in page
    assert "<figure>" not in page


def test_a_limit_takes_faces_from_all_over_the_set(workplace: Path) -> None:
    write_model(workplace / "models/gender/1/model.onnx", 1)
    CliRunner().invoke(app, ["gender", "--threads", "1", "--limit", "5"], catch_exceptions=False)
    assert 0 < int(row_of(workplace / "docs" / "reports" / "gender.md", "all ages")[1]) <= 5
    page = (workplace / "runs" / "reports" / "gender-mistakes.html").read_text(encoding="utf-8")
    assert "female, read as male 0.69" in page


def test_without_a_file_there_is_nothing_to_report(workplace: Path) -> None:
    with pytest.raises(ModelFileError, match="gender"):
        CliRunner().invoke(app, ["gender", "--models", str(workplace / "none")], catch_exceptions=False)
