from pathlib import Path

import pytest

from tests.unit.training.data.published import jpeg, write, write_categories, write_deepfashion
from training.data.deepfashion import ListedGarment, listed, with_photos
from training.data.problems import Problems
from training.errors import DataError

GARMENTS = {
    "img/Sheer_Blouse/img_1.jpg": ("Blouse", "072 079 232 273", "train"),
    "img/Denim_Skirt/img_1.jpg": ("Skirt", "001 002 030 040", "val"),
    "img/Long Kimono/img_2.jpg": ("Kimono", "5 6 7 8", "test"),
}
ANNOTATIONS = pytest.mark.parametrize("annotations", ["Anno", "Anno_coarse", "Anno_fine"])


@ANNOTATIONS
def test_the_lists_are_joined(tmp_path: Path, annotations: str) -> None:
    write_deepfashion(tmp_path, GARMENTS, annotations)
    problems = Problems("deepfashion")
    assert listed(tmp_path, problems) == [
        ListedGarment("img_1.jpg", "img/Sheer_Blouse", "Blouse", (72, 79, 232, 273), "train"),
        ListedGarment("img_1.jpg", "img/Denim_Skirt", "Skirt", (1, 2, 30, 40), "validation"),
        ListedGarment("img_2.jpg", "img/Long Kimono", "Kimono", (5, 6, 7, 8), "test"),
    ]
    assert not problems.counts


def write_fine(root: Path, boxes: str = "1 2 30 40\n3 4 50 60\n") -> Path:
    folder = root / "Anno_fine"
    write_categories(folder)
    for word in ("train", "val", "test"):
        write(folder / f"{word}.txt", f"img/{word}/1.jpg\nimg/{word}/2.jpg\n")
        write(folder / f"{word}_cate.txt", "41\n51\n")
        write(folder / f"{word}_bbox.txt", boxes)
    return folder


def test_the_fine_lists_go_by_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_fine(tmp_path)
    problems = Problems("deepfashion")
    found = listed(tmp_path, problems)
    assert [(one.shard, one.category, one.box, one.part) for one in found] == [
        ("img/train", "Dress", (1, 2, 30, 40), "train"),
        ("img/val", "Dress", (1, 2, 30, 40), "validation"),
        ("img/test", "Dress", (1, 2, 30, 40), "test"),
    ]
    assert problems.counts == {"bad row": 3}
    assert "train*.txt:2: category 51 is not in 1..50" in caplog.text


def test_fine_lists_of_unequal_length_are_refused(tmp_path: Path) -> None:
    folder = write_fine(tmp_path, boxes="1 2 30 40\n")
    with pytest.raises(DataError, match=r"train.txt has 2 lines, train_cate.txt 2, train_bbox.txt 1"):
        listed(tmp_path, Problems("deepfashion"))
    (folder / "train_bbox.txt").unlink()
    with pytest.raises(DataError, match=r"no file .*train_bbox.txt"):
        listed(tmp_path, Problems("deepfashion"))


def test_unpacked_beside_the_archive(tmp_path: Path) -> None:
    write_deepfashion(tmp_path, GARMENTS)
    write(tmp_path / "Img/img/Denim_Skirt/img_1.jpg", jpeg())
    problems = Problems("deepfashion")
    (found,) = with_photos(tmp_path, listed(tmp_path, problems), problems)
    assert (found.shard, found.category) == ("Img/img/Denim_Skirt", "Skirt")
    assert problems.counts == {"missing photo": 2}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("Dress", "1 2 30", "train"), "list_bbox.txt:5"),
        (("Dress", "30 2 1 40", "train"), "list_bbox.txt:5: box 30 2 1 40 is empty"),
        (("Dress", "1 2 x 40", "train"), "list_bbox.txt:5"),
        (
            ("Dress", "1 2 30 40", "dev"),
            "list_eval_partition.txt:5: partition 'dev' is none",
        ),
    ],
)
def test_a_bad_row_is_counted_by_its_line(
    tmp_path: Path, row: tuple[str, str, str], says: str, caplog: pytest.LogCaptureFixture
) -> None:
    names = list(GARMENTS)
    write_deepfashion(tmp_path, GARMENTS | {names[2]: row})
    problems = Problems("deepfashion")
    assert [one.category for one in listed(tmp_path, problems)] == ["Blouse", "Skirt"]
    assert problems.counts == {"bad row": 1, "no box or part": 1}
    assert says in caplog.text


def test_a_list_that_was_cut_off_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_deepfashion(tmp_path, GARMENTS)
    path = tmp_path / "Anno/list_category_img.txt"
    path.write_text("\n".join(path.read_text().splitlines()[:-1]))
    assert len(listed(tmp_path, Problems("deepfashion"))) == 2
    assert "says 3 rows, has 2" in caplog.text


def test_a_category_list_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    write_deepfashion(tmp_path, GARMENTS)
    path = tmp_path / "Anno/list_category_cloth.txt"
    path.write_text("\n".join(path.read_text().splitlines()[:-1]))
    with pytest.raises(DataError, match=r"list_category_cloth.txt:1: says 50 categories, has 49"):
        listed(tmp_path, Problems("deepfashion"))


@pytest.mark.parametrize(
    "name", ["Anno/list_category_img.txt", "Anno/list_bbox.txt", "Eval/list_eval_partition.txt"]
)
@pytest.mark.parametrize("content", [None, "", "<html>quota exceeded</html>"])
def test_a_missing_or_other_file_is_named(tmp_path: Path, name: str, content: str | None) -> None:
    write_deepfashion(tmp_path, GARMENTS)
    (tmp_path / name).unlink()
    if content is not None:
        write(tmp_path / name, content)
    with pytest.raises(DataError, match=f"{name}$" if content is None else f"{name}:1: "):
        listed(tmp_path, Problems("deepfashion"))
