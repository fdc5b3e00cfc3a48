from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.recommender.catalog.stats import catalog_stats
from services.recommender.cli import eyes
from services.recommender.cli.app import app
from services.recommender.importing.lock import writing
from tests.unit.services.recommender.shop import FakeEmbedder, import_rows, row


class NewNetworks(FakeEmbedder):
    model = "fake@2"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four products, one of no category; commands go to its catalog."""
    import_rows(tmp_path, [row(number) for number in range(3)] + [row(3, title="Card", product_type="Cards")])
    monkeypatch.setenv("CATALOG_URI", str(tmp_path / "catalog"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def vitrine(*arguments: str, exit_code: int = 0) -> str:
    """What a command prints, on one line."""
    result = CliRunner().invoke(app, ["catalog", *arguments])
    assert result.exit_code == exit_code, result.output
    return " ".join(result.output.split())


def test_update_tells_what_changed_and_what_was_left_out(shop: Path) -> None:
    offers = shop / "offers.tsv"
    offers.write_text("id\tprice\np0\t1.00 EUR\nnone\t1.00 EUR\n")
    rejects = shop / "rejects.tsv"
    printed = vitrine("update", str(offers), "--rejects", str(rejects))
    assert "line 3: none: id: 'none' is not in the catalog" in printed
    assert "1 products changed, 0 were so already, 1 rows left out" in printed
    assert len(rejects.read_text().splitlines()) == 2
    assert "Nothing was changed." in vitrine("update", str(offers), "--strict", exit_code=1)


def test_a_catalog_that_is_being_written_is_left_alone(shop: Path) -> None:
    offers = shop / "offers.tsv"
    offers.write_text("id\tprice\np0\t1.00 EUR\n")
    with writing(str(shop / "catalog")):
        assert "is being written by process" in vitrine("update", str(offers), exit_code=1)
        assert "is being written by process" in vitrine("rollback", exit_code=1)


def test_versions_and_the_way_back(shop: Path) -> None:
    before = catalog_stats(str(shop / "catalog")).version
    import_rows(shop, [row(0)])
    assert "served" in vitrine("versions")
    assert f"is at version {before}" in vitrine("rollback")
    assert catalog_stats(str(shop / "catalog")).products == 4
    assert "nothing before version" in vitrine("rollback", exit_code=1)
    assert "version 999 is none of" in vitrine("rollback", "--to", "999", exit_code=1)


@pytest.mark.parametrize(("name", "begin"), [("out.jsonl", '{"id": "p0"'), ("out.tsv", "id\ttitle\t")])
def test_an_export_is_written_whole(shop: Path, name: str, begin: str) -> None:
    assert "4 products exported" in vitrine("export", str(shop / name))
    assert (shop / name).read_text().startswith(begin)
    assert not list(shop.glob("*.part"))
    assert "4 products imported, 0 rows left out" in vitrine("import", str(shop / name), "--no-embedding")


@pytest.mark.usefixtures("shop")
def test_an_export_can_go_to_the_standard_output() -> None:
    assert vitrine("export", "-", "--format", "jsonl").count('"id": ') == 4


@pytest.mark.usefixtures("shop")
def test_stats_count_what_is_not_recommended() -> None:
    printed = vitrine("stats")
    assert "none of these: not recommended" in printed
    assert "embeddings: fake@1 (3), none (1)" in printed


def test_reindex_says_what_changed_and_does_it(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eyes, "ClothesEmbedder", lambda *_: NewNetworks())
    images = ("--images", str(shop / "images"))
    said = "The clothes networks are fake@2 now; 3 products were read by fake@1."
    assert said in vitrine("reindex", "--check", *images)
    assert catalog_stats(str(shop / "catalog")).embedding_models["fake@1"] == 3
    assert "3 pictures embedded" in vitrine("reindex", *images)
    assert catalog_stats(str(shop / "catalog")).embedding_models["fake@2"] == 3
    assert "nothing to do" in vitrine("reindex", *images)


def test_strict_imports_nothing_and_tells_why(shop: Path) -> None:
    feed = shop / "bad.tsv"
    feed.write_text("id\ttitle\tlink\timage_link\tavailability\tprice\np1\tTee\t/p\t/i\tin_stock\tfree\n")
    printed = vitrine("import", str(feed), "--no-embedding", "--strict", exit_code=1)
    assert "Nothing was imported. feed: 1 rows are rejected" in printed
    assert "line 2: p1: price: 'free'" in printed


def test_an_archive_that_is_none_is_told(shop: Path) -> None:
    (shop / "images.zip").write_bytes(b"no archive")
    feed = str(shop / "feed.tsv")
    printed = vitrine("import", feed, "--images", str(shop / "images.zip"), exit_code=1)
    assert "is no zip archive" in printed


BAD = "id\ttitle\tlink\timage_link\tavailability\tprice\np1\tTee\t/p\t/i\tin_stock\tfree\n"


def test_rejects_are_written_also_where_nothing_is_good(shop: Path) -> None:
    (shop / "bad.tsv").write_text(BAD)
    rejects = shop / "rejects.tsv"
    feed = str(shop / "bad.tsv")
    printed = vitrine("import", feed, "--no-embedding", "--rejects", str(rejects), exit_code=1)
    assert "line 2: p1: price: 'free'" in printed
    assert "bad.tsv has no row that can be imported" in printed
    assert rejects.read_text().splitlines()[1].startswith("2\tp1\tprice: 'free'")


@pytest.mark.parametrize("command", [("import", "--no-embedding"), ("update",)])
def test_rejects_that_cannot_be_written_are_told_before_anything_is_done(
    shop: Path, command: tuple[str, ...]
) -> None:
    before = catalog_stats(str(shop / "catalog")).version
    (shop / "offers.tsv").write_text("id\tprice\np0\t1.00 EUR\n")
    feed = str(shop / ("feed.tsv" if command[0] == "import" else "offers.tsv"))
    printed = vitrine(*command, feed, "--rejects", str(shop / "none" / "rejects.tsv"), exit_code=2)
    assert "cannot be written: No such file or directory" in printed
    assert catalog_stats(str(shop / "catalog")).version == before


def test_a_reject_is_one_line_however_narrow_the_screen(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    (shop / "bad.tsv").write_text(BAD)
    result = CliRunner().invoke(app, ["catalog", "import", str(shop / "bad.tsv"), "--no-embedding"])
    reason = "line 2: p1: price: 'free': not an amount with a currency, like 89.00 EUR"
    assert reason in result.output.splitlines()


def test_a_host_is_a_name_and_no_address(shop: Path) -> None:
    feed = str(shop / "feed.tsv")
    printed = vitrine("import", feed, "--allow-hosts", "https://cdn.shop.example", exit_code=2)
    assert "'https://cdn.shop.example' is not the name of a host, like" in printed


def test_without_any_pictures_nothing_is_done(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eyes, "ClothesEmbedder", lambda *_: NewNetworks())
    before = catalog_stats(str(shop / "catalog"))
    nowhere = ("--images", str(shop / "none"))
    for command in (("import", str(shop / "feed.tsv")), ("reindex",)):
        printed = vitrine(*command, *nowhere, exit_code=1)
        assert "none is neither a folder nor a zip archive; name one by --images" in printed
    assert "3 products were read by fake@1" in vitrine("reindex", "--check", *nowhere)
    assert catalog_stats(str(shop / "catalog")) == before
