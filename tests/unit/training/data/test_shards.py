import io
import os
import tarfile
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from training.data.shards import Shards, data_folder, read_index, records
from training.errors import DataError

RED = np.zeros((4, 6, 3), np.uint8)
RED[..., 2] = 255  # BGR


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VITRINE_DATA", str(tmp_path))
    source = tmp_path / "made"
    source.mkdir()
    png = cv2.imencode(".png", RED)[1].tobytes()
    with tarfile.TarFile(source / "made-0.tar", "w") as archive:
        for name, content in (("red.png", png), ("text.png", b"no image")):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    with zipfile.ZipFile(source / "made-1.zip", "w") as archive_1:
        archive_1.writestr("red.png", png)
    (source / "made.csv").write_text("file,shard\nred.png,made-0.tar\n", encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("shard", ["made-0.tar", "made-1.zip"])
def test_a_photo_is_read_as_rgb(shard: str) -> None:
    photo = Shards("made").rgb(shard, "red.png")
    assert photo.shape == (4, 6, 3)
    assert photo.dtype == np.uint8
    assert (photo == (255, 0, 0)).all()


@pytest.mark.usefixtures("folder")
def test_the_index_is_read() -> None:
    assert read_index("made") == [{"file": "red.png", "shard": "made-0.tar"}]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("shard", "member", "says"),
    [
        ("made-0.tar", "blue.png", "no member blue.png"),
        ("made-1.zip", "blue.png", "no member blue.png"),
        ("made-2.tar", "red.png", "no shard"),
        ("made-0.tar", "text.png", "not an image"),
    ],
)
def test_what_is_missing_is_named(shard: str, member: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        Shards("made").rgb(shard, member)


def test_a_missing_index_or_folder_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match="no index"):
        read_index("absent")
    monkeypatch.setenv("VITRINE_DATA", str(folder / "absent"))
    with pytest.raises(DataError, match="VITRINE_DATA"):
        data_folder()


def test_rows_that_are_not_as_documented_are_left_out(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    index = folder / "made" / "made.csv"
    index.write_text("file,shard,age\na,s,1\nb,s\nc,s,x\nd,s,4,5\ne,s,5\n", encoding="utf-8")
    assert records("made", lambda row: int(row["age"])) == [1, 5]
    for line in (3, 4, 5):
        assert f"bad row: {index}:{line}: " in caplog.text
    assert "left out 3 x bad row; 2 are left" in caplog.text


@pytest.mark.usefixtures("folder")
def test_an_index_without_a_good_row_is_an_error() -> None:
    with pytest.raises(DataError, match="made: nothing is left of it"):
        records("made", lambda row: int(row["age"]))


@pytest.mark.usefixtures("folder")
def test_another_process_opens_its_own_archives(monkeypatch: pytest.MonkeyPatch) -> None:
    shards = Shards("made")
    shards.rgb("made-0.tar", "red.png")
    before = dict(shards._open)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    shards.rgb("made-0.tar", "red.png")
    assert shards._open["made-0.tar"] is not before["made-0.tar"]
