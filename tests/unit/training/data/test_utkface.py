from pathlib import Path

import pytest

from tests.unit.training.data.published import jpeg, write
from training.data.photos import Folder
from training.data.problems import Problems
from training.data.split import split_of
from training.data.utkface import crop_of, faces, of_names
from training.errors import DataError


def of(*names: str) -> Problems:
    problems = Problems("utkface")
    of_names(map(Path, names), problems)
    return problems


def test_the_fields_of_a_name() -> None:
    (face,) = of_names([Path("part1/26_1_3_20170119192058354.jpg.chip.jpg")], Problems("utkface"))
    assert (face.age, face.gender, face.race) == (26, "female", "Indian")
    assert (face.shard, face.file) == ("part1", "26_1_3_20170119192058354.jpg.chip.jpg")


def test_a_face_is_in_the_part_of_its_copy_in_the_shard() -> None:
    names = [f"{age}_0_0_2017{age}.jpg.chip.jpg" for age in range(1, 60)]
    found = of_names(map(Path, names), Problems("utkface"))
    assert {face.part for face in found} == {"train", "validation", "test"}
    for face in found:
        assert face.part == split_of("utkface", face.file.replace(".jpg.chip.jpg", ".webp"))


@pytest.mark.parametrize(
    "name",
    [
        "24_0_1_20170116220224657.jpg",
        "24_0_1_20170116220224657 .jpg.chip.jpg",
        "55_0_0_20170116232725357jpg.chip.jpg",
        "116_1_4_20170116232725357.JPG",
    ],
)
def test_the_names_that_were_published_are_read(name: str) -> None:
    assert not of(name).counts


@pytest.mark.parametrize(
    "name",
    [
        "39_1_20170116174525125.jpg.chip.jpg",
        "61_20170109142408075.jpg",
        "25_2_0_20170116.jpg",
        "25_0_5_20170116.jpg",
        "_0_0_20170116.jpg",
        "25_0_0_.jpg",
        "face.jpg",
    ],
)
def test_a_name_with_a_field_missing_is_counted(name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert of(name).counts == {"bad name": 1}
    assert name in caplog.text


def test_a_face_counts_once_and_its_crop_is_preferred() -> None:
    problems = Problems("utkface")
    names = ["a/25_0_0_20170116.jpg", "b/25_0_0_20170116.jpg.chip.jpg", "c/25_0_0_20170116.jpg.chip.jpg"]
    (face,) = of_names(map(Path, names), problems)
    assert face.shard == "b"
    assert problems.counts == {"repeated": 2}


def test_a_published_folder(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "25_0_0_20170116.jpg.chip.jpg", jpeg(200, 200))
    write(tmp_path / "part2/40_1_2_20170117.jpg.chip.jpg", jpeg(200, 200))
    write(tmp_path / "part2/40_1_20170118.jpg.chip.jpg", jpeg(200, 200))
    found = faces(tmp_path)
    assert [(face.age, face.race) for face in found] == [(25, "White"), (40, "Asian")]
    assert [crop_of(Folder(tmp_path), face).shape for face in found] == [(150, 150, 3)] * 2
    assert "1 x bad name; 2 are left" in caplog.text


def test_a_crop_of_the_right_size_is_left_as_it_is(tmp_path: Path) -> None:
    write(tmp_path / "25_0_0_20170116.jpg", jpeg(150, 150))
    (face,) = faces(tmp_path)
    photos = Folder(tmp_path)
    assert (crop_of(photos, face) == photos.rgb("", face.file)).all()


def test_a_folder_of_shards_elsewhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = ["file,shard,age,gender,race", "a.webp,s.zip,30,1,1", "b.webp,s.zip,x,1,1", "c.webp,s.zip,30,7,1"]
    write(tmp_path / "utkface/utkface.csv", "\n".join(rows))
    (face,) = faces(tmp_path)
    assert (face.file, face.gender, face.race) == ("a.webp", "female", "Black")
    assert "utkface.csv:3: " in caplog.text
    assert "left out 2 x bad row; 1 are left" in caplog.text


def test_only_bad_names_are_an_error(tmp_path: Path) -> None:
    write(tmp_path / "25_0_20170116.jpg", b"")
    with pytest.raises(DataError, match="1 x bad name"):
        faces(tmp_path)
