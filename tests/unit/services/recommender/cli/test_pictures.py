from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.recommender.catalog.stats import catalog_stats
from services.recommender.cli import app as groups
from services.recommender.cli import eyes, seeing
from services.recommender.cli.app import app
from tests.unit.services.recommender.shop import FakeEmbedder, import_rows, row, write_feed


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A feed of two good pictures, a broken one, and a bad row; no network is needed."""
    write_feed(tmp_path, [row(0), row(1), row(2, image_link="/none.png"), row(3, price="free")])
    monkeypatch.setattr(eyes, "ClothesEmbedder", lambda *_: FakeEmbedder())
    monkeypatch.setenv("CATALOG_URI", str(tmp_path / "catalog"))
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("READINGS_FILE", str(tmp_path / "readings.sqlite"))
    return tmp_path


def vitrine(*arguments: str, exit_code: int = 0) -> str:
    """What a command prints, on one line."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == exit_code, result.output
    return " ".join(result.output.split())


def test_what_one_command_reads_the_other_takes_over(shop: Path) -> None:
    feed, rejects = str(shop / "feed.tsv"), shop / "rejects.tsv"
    printed = vitrine("pictures", "read", feed, "--rejects", str(rejects))
    assert "2 pictures embedded, 0 products keep their embedding 1 products have no picture that" in printed
    assert "1 rows are bad for other reasons, which the import tells" in printed
    assert "readings.sqlite has 2 pictures, read by fake@1" in printed
    assert [line.split("\t")[0] for line in rejects.read_text().splitlines()] == ["line", "4"]

    printed = vitrine("catalog", "import", feed)
    assert "line 4: p2: image_link: 'none.png' cannot be read" in printed
    assert "line 5: p3: price: 'free'" in printed
    assert "2 products imported, 2 rows left out 2 pictures as `vitrine pictures read` has read" in printed
    assert catalog_stats(str(shop / "catalog")).embedding_models == {"fake@1": 2}

    printed = vitrine("pictures", "read", feed)
    assert "0 pictures embedded, 2 products keep their embedding" in printed


def test_a_reindex_takes_them_over(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_rows(shop, [row(0), row(1)])
    monkeypatch.setattr(FakeEmbedder, "model", "fake@2")
    vitrine("pictures", "read", str(shop / "feed.tsv"))
    assert "2 products were read by fake@1." in vitrine("catalog", "reindex", "--check")
    assert "2 pictures embedded" in vitrine("catalog", "reindex")
    assert "nothing to do" in vitrine("catalog", "reindex")


def test_readings_that_are_not_there_are_told(shop: Path) -> None:
    printed = vitrine("catalog", "import", str(shop / "feed.tsv"), exit_code=1)
    assert "Nothing was imported. readings: there is no" in printed
    assert "`vitrine pictures read FEED` makes it" in printed
    assert not (shop / "catalog").exists()


def test_pictures_beside_readings_are_a_misunderstanding(shop: Path) -> None:
    for option in (("--images", str(shop)), ("--allow-hosts", "cdn.shop.example")):
        printed = vitrine("catalog", "import", str(shop / "feed.tsv"), *option, exit_code=2)
        assert "no picture is opened: --images and --allow-hosts are for" in printed


def test_without_any_pictures_nothing_is_read(shop: Path) -> None:
    printed = vitrine("pictures", "read", str(shop / "feed.tsv"), "--images", "none", exit_code=1)
    assert "Not all was read. images: none is neither a folder nor a zip archive" in printed
    assert not (shop / "readings.sqlite").exists()


def test_what_is_not_installed_is_told(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(package: str) -> object | None:
        return None if package in {"onnxruntime", "cv2"} else object()

    monkeypatch.setattr(groups, "find_spec", absent)
    monkeypatch.setattr(seeing, "find_spec", absent)
    monkeypatch.delenv("READINGS_FILE")
    printed = vitrine("pictures", "read", str(shop / "feed.tsv"), exit_code=1)
    assert "is not installed here: it is in the image vitrine-pictures" in printed
    printed = vitrine("catalog", "import", str(shop / "feed.tsv"), exit_code=1)
    assert "pictures cannot be opened here, without cv2, onnxruntime: run" in printed
    helped = vitrine("--help")
    assert "catalog Fill the catalog from a product feed" in helped
    assert "pictures Read" not in helped


def test_help_names_all_that_is_installed() -> None:
    helped = vitrine("--help")
    for group in ("catalog Fill", "pictures Read", "events What"):
        assert group in helped


def test_an_unknown_group_is_told() -> None:
    assert "No such command" in vitrine("photos", exit_code=2)
