from pathlib import Path

import numpy as np
import pytest

from tests.unit.training.data.published import cut_off, jpeg, write
from training.data.photos import Folder, photos_of
from training.data.shards import Shards
from training.errors import DataError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "deep/whole.jpg", jpeg(48, 64, grey=200))
    write(tmp_path / "deep/cut.jpg", cut_off(jpeg()))
    write(tmp_path / "deep/text.jpg", b"not an image")
    write(tmp_path / "deep/empty.jpg", b"")
    write(tmp_path / "5_0_1_2017.jpg", jpeg(32, 32))
    return tmp_path


def test_a_photo_of_a_folder(folder: Path) -> None:
    photos = Folder(folder)
    photo = photos.rgb("deep", "whole.jpg")
    assert photo.shape == (64, 48, 3)
    assert photo.dtype == np.uint8
    assert photo.mean() == pytest.approx(200, abs=10)
    assert photos.size("deep", "whole.jpg") == (48, 64)
    assert photos.rgb("", "5_0_1_2017.jpg").shape == (32, 32, 3)
    assert photos.has("deep", "whole.jpg")
    assert not photos.has("", "whole.jpg")


@pytest.mark.parametrize(
    ("member", "says"),
    [
        ("cut.jpg", "truncated"),
        ("text.jpg", "not a JPEG"),
        ("empty.jpg", "empty"),
        ("absent.jpg", "No such file"),
    ],
)
def test_what_cannot_be_read_is_named(folder: Path, member: str, says: str) -> None:
    for read in (Folder(folder).rgb, Folder(folder).size):
        with pytest.raises(DataError, match=rf"deep/{member}: .*{says}"):
            read("deep", member)


def test_the_reader_goes_by_the_layout(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(photos_of("utkface", folder), Folder)
    shards = tmp_path / "shards"
    write(shards / "street/street.csv", "file,shard\n")
    assert isinstance(photos_of("street", shards), Shards)
    monkeypatch.setenv("VITRINE_DATA", str(shards))
    assert isinstance(photos_of("street"), Shards)
    with pytest.raises(DataError, match="layout"):
        photos_of("street", folder / "deep")
