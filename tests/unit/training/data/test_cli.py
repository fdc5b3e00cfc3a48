from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.unit.training.data.published import (
    cut_off,
    image,
    joints,
    jpeg,
    person,
    write,
    write_coco,
    write_deepfashion,
)
from training.data.cli import app
from training.errors import DataError


def said(*arguments: str) -> list[list[str]]:
    """The words of each line that `python -m training data` prints, without the table's borders."""
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"}, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [line.replace("│", " ").split() for line in result.output.splitlines()]


def test_deepfashion(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    names = [f"img/Tees/{number}.jpg" for number in range(2500)]
    parts = ["train"] * 2000 + ["val"] * 300 + ["test"] * 200
    tees = {name: ("Tee", "1 2 30 40", part) for name, part in zip(names, parts, strict=True)}
    write_deepfashion(tmp_path, tees | {"img/Coats/1.jpg": ("Coat", "1 2 30 40", "train")})
    write(tmp_path / names[0], jpeg())
    write(tmp_path / names[1], cut_off(jpeg()))
    lines = said("deepfashion", "--data", str(tmp_path), "--check-photos")
    assert ["Tee", "2000", "300", "200", "2500", "upper", "10000"] in lines
    assert ["Kimono", "0", "0", "0", "0", "whole", "2294"] in lines
    assert ["2501", "listed,", "1", "of", "them", "of", "1", "other", "categories"] in lines
    assert "left out 2498 x missing photo; 2 are left" in caplog.text
    assert "left out 1 x unreadable photo; 1 are left" in caplog.text


def test_utkface(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "25_0_0_20170116.jpg", jpeg())
    write(tmp_path / "25_1_0_20170117.jpg", cut_off(jpeg()))
    lines = said("utkface", "--data", str(tmp_path), "--check-photos")
    assert [line[-1] for line in lines if line and line[0] in ("male", "female")] == ["1", "1"]
    assert "25_1_0_20170117.jpg: photo: the JPEG file is truncated" in caplog.text


def test_coco(tmp_path: Path) -> None:
    two = [person(1, joints(nose=(9, 9, 2)), (0, 0, 9, 20))] * 2
    write_coco(tmp_path, [image(1)], two)
    write(tmp_path / "train2017/000000000001.jpg", jpeg())
    assert ["2", "people", "with", "joints", "in", "them"] in said(
        "coco", "--data", str(tmp_path), "--check-photos"
    )


def test_shards(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = ["file,shard,group", "a.webp,k.tar,kua", "b.webp,k.tar,kua", "c.webp"]
    write(tmp_path / "kimono/kimono.csv", "\n".join(rows))
    lines = said("shards", "--data", str(tmp_path))
    assert [line[-1] for line in lines if line[:1] == ["kimono"]] == ["2"]
    assert "kimono.csv:4: " in caplog.text
    assert "6 x missing source; 1 are left" in caplog.text


def test_another_data_set_is_refused(tmp_path: Path) -> None:
    write_coco(tmp_path, [], [])
    with pytest.raises(DataError, match="utkface is wanted here"):
        said("utkface", "--data", str(tmp_path))


def test_photos_that_are_all_unreadable_are_an_error(tmp_path: Path) -> None:
    write(tmp_path / "25_0_0_20170116.jpg", b"")
    with pytest.raises(DataError, match="1 x unreadable photo"):
        said("utkface", "--data", str(tmp_path), "--check-photos")
