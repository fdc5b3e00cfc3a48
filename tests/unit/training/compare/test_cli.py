"""The command on made faces: dark men, bright women."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from tests.unit.training.compare.exported import write_clothes, write_faces, write_gender_from
from training.compare.cli import compare

ALWAYS_RIGHT, TAKES_ALL_FOR_MEN = 127.5, 250.0

app = typer.Typer()
app.command()(compare)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_faces(tmp_path / "data", 40)
    monkeypatch.setenv("VITRINE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path / "models"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_better_is_recommended(models: Path) -> None:
    a = write_gender_from(models, 1, TAKES_ALL_FOR_MEN)
    b = write_gender_from(models, 2, ALWAYS_RIGHT)
    result = run(a, b)
    assert result.exit_code == 0
    assert f"{b} is recommended over {a}" in result.output
    assert "+50.00" in result.output


def test_the_worse_is_not_and_the_part_that_loses_is_named(models: Path) -> None:
    a = write_gender_from(models, 1, ALWAYS_RIGHT)
    b = write_gender_from(models, 2, TAKES_ALL_FOR_MEN)
    result = run(a, b, "--margin", "0.01")
    assert result.exit_code == 1
    assert f"{b} is not recommended over {a}" in result.output
    assert "of these, women: worse by 100.00 points, 1.00 are allowed" in result.output
    assert "of these, men: worse" not in result.output


def test_a_tie_needs_a_margin(models: Path) -> None:
    a = write_gender_from(models, 1, ALWAYS_RIGHT)
    b = write_gender_from(models, 2, 100.0)
    assert run(a, b).exit_code == 1
    assert run(a, b, "--margin", "0.005").exit_code == 0


def test_what_cannot_be_compared_is_one_clear_line(models: Path) -> None:
    a, b = write_gender_from(models, 1, ALWAYS_RIGHT), write_clothes(models)
    result = run(a, b)
    assert result.exit_code == 1
    assert result.output.splitlines() == [f"refused: {a} is for gender, {b} for clothes: not comparable"]
