from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.recommender.cli import eyes
from services.recommender.cli.app import app
from tests.unit.services.recommender.shop import FakeEmbedder, import_rows, row, write_feed


@pytest.fixture
def _networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eyes, "ClothesEmbedder", lambda *_: FakeEmbedder())


@pytest.mark.usefixtures("_networks")
def test_an_import_tells_what_went_in_and_what_did_not(tmp_path: Path) -> None:
    feed = write_feed(tmp_path, [row(0), row(1, price="free"), row(2)])
    rejects = tmp_path / "rejects.tsv"
    arguments = [
        "catalog",
        "import",
        str(feed),
        "--catalog",
        str(tmp_path / "catalog"),
        "--rejects",
        str(rejects),
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "line 3: p1: price: 'free'" in result.output
    assert "2 products imported, 1 rows left out" in result.output
    assert rejects.read_text().splitlines()[1].startswith("3\tp1\tprice: 'free'")


def test_without_networks_nothing_is_imported(tmp_path: Path) -> None:
    feed = write_feed(tmp_path, [row(0)])
    arguments = [
        "catalog",
        "import",
        str(feed),
        "--catalog",
        str(tmp_path / "catalog"),
        "--models",
        str(tmp_path),
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert "Nothing was imported." in result.output
    assert "clothes-trunk" in result.output
    assert not (tmp_path / "catalog").exists()


def test_stats_counts(tmp_path: Path) -> None:
    import_rows(tmp_path, [row(number) for number in range(20)])
    result = CliRunner().invoke(app, ["catalog", "stats", "--catalog", str(tmp_path / "catalog")])
    assert result.exit_code == 0, result.output
    assert "20 products" in result.output
    assert "fake@1 (20)" in result.output


def test_stats_without_a_catalog_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["catalog", "stats", "--catalog", str(tmp_path / "catalog")])
    assert result.exit_code == 1
    assert "vitrine catalog import" in " ".join(result.output.split())


@pytest.mark.parametrize("command", [[], ["catalog"], ["catalog", "import"], ["catalog", "stats"]])
def test_help_explains(command: list[str]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert "catalog" in result.output
