import random
import zipfile
from pathlib import Path

import pytest

from services.recommender.errors import FeedError, PictureError
from services.recommender.pictures import sources
from services.recommender.pictures.sources import FirstThatHas, FolderPictures, ZipPictures, file_name
from services.recommender.pictures.web import WebPictures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a b.png").write_bytes(b"a picture")
    (tmp_path / "secret").write_bytes(b"not for everyone")
    return tmp_path / "images"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "images.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("summer/2026/a b.png", b"a picture")
    return path


LINK = "https://shop.example/images/a%20b.png?v=3"


def test_the_name_of_a_link_is_its_last_part() -> None:
    assert file_name(LINK) == "a b.png"
    assert file_name("/x/../../etc/passwd") == "passwd"
    assert file_name("/x/%2e%2e%2f%2e%2e%2fsecret") == "secret"


def test_a_folder_has_files_by_name(folder: Path) -> None:
    source = FolderPictures(folder)
    assert source.has(LINK)
    assert source.read(LINK) == b"a picture"


@pytest.mark.parametrize("link", ["/none.png", "/", "/../secret", "/%2e%2e%2fsecret", "/a%00.png", "/.."])
def test_a_folder_has_nothing_else(folder: Path, link: str) -> None:
    source = FolderPictures(folder)
    assert not source.has(link)
    with pytest.raises(PictureError, match="image_link: "):
        source.read(link)


def test_an_archive_has_members_by_name(archive: Path) -> None:
    source = ZipPictures(archive)
    assert source.has(LINK)
    assert source.read(LINK) == b"a picture"
    assert not source.has("/none.png")
    with pytest.raises(PictureError, match=r"'none\.png' is not in images\.zip"):
        source.read("/none.png")


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "images.zip").write_bytes(b"PK, but no archive")
    with pytest.raises(FeedError, match="is no zip archive"):
        ZipPictures(tmp_path / "images.zip")


def test_a_member_that_is_broken_is_told(archive: Path) -> None:
    data = archive.read_bytes().replace(b"a picture", b"b picture")
    archive.write_bytes(data)
    with pytest.raises(PictureError, match="is broken"):
        ZipPictures(archive).read(LINK)


@pytest.mark.parametrize("packed", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("place", [0.001, 0.5])
def test_a_packed_member_that_is_broken_is_told(tmp_path: Path, packed: int, place: float) -> None:
    path = tmp_path / "packed.zip"
    with zipfile.ZipFile(path, "w", packed) as file:
        file.writestr("a b.png", random.Random(1).randbytes(4000))
    data = bytearray(path.read_bytes())
    start = 30 + len("a b.png") + int(place * 4000)
    data[start : start + 40] = b"\xff" * 40
    path.write_bytes(data)
    with pytest.raises(PictureError, match=r"'a b\.png' in packed\.zip is broken: "):
        ZipPictures(path).read(LINK)


def test_what_is_too_large_is_not_read(folder: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 5)
    for source in (FolderPictures(folder), ZipPictures(archive)):
        with pytest.raises(PictureError, match="9 bytes is over the limit of 5 bytes"):
            source.read(LINK)


def test_the_first_source_that_has_it_is_asked_and_the_last_one_says_why_not(
    folder: Path, archive: Path
) -> None:
    (folder / "a b.png").write_bytes(b"another picture")
    source = FirstThatHas(ZipPictures(archive), FolderPictures(folder), WebPictures([]))
    assert source.has(LINK)
    assert source.read(LINK) == b"a picture"
    assert not source.has("https://shop.example/none.png")
    with pytest.raises(PictureError, match="--allow-hosts"):
        source.read("https://shop.example/none.png")


def test_a_source_says_what_it_is(folder: Path, archive: Path) -> None:
    source = FirstThatHas(ZipPictures(archive), FolderPictures(folder), WebPictures(["b.org", "a.org"]))
    assert str(folder) in source.description
    assert str(archive) in source.description
    assert "https a.org b.org" in source.description
