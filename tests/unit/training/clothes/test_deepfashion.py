from pathlib import Path

import pytest

from contracts.clothes import Slot
from tests.unit.training.data.published import cut_off, jpeg, write
from training.clothes.data import targets_of
from training.clothes.deepfashion import sample_of, samples_of
from training.data.deepfashion import ListedGarment
from training.data.photos import Folder
from training.errors import DataError


def garment(
    category: str, box: tuple[int, int, int, int] = (12, 16, 36, 48), file: str = "1.jpg"
) -> ListedGarment:
    return ListedGarment(file, "img/made", category, box, "validation")


@pytest.mark.parametrize(
    ("category", "slot", "worn"),
    [
        ("Tee", "upper", {"upper": True, "whole": False}),
        ("Jeans", "lower", {"lower": True, "whole": False}),
        ("Kimono", "whole", {"upper": False, "lower": False, "whole": True}),
    ],
)
def test_a_garment_says_what_is_known(category: str, slot: Slot, worn: dict[Slot, bool]) -> None:
    sample = sample_of(garment(category), (48, 64))
    assert (sample.source, sample.shard, sample.file, sample.part) == (
        "deepfashion",
        "img/made",
        "1.jpg",
        "validation",
    )
    assert sample.box == (0.25, 0.25, 0.75, 0.75)
    assert (sample.slot, sample.worn, sample.kinds) == (slot, worn, {slot: category})
    targets_of(sample)  # its words are those of the targets


def test_a_box_that_reaches_over_the_edge_ends_there() -> None:
    assert sample_of(garment("Tee", (12, 16, 60, 80)), (48, 64)).box == (0.25, 0.25, 1, 1)


def test_bad_photos_and_boxes_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "img/made/1.jpg", jpeg(48, 64))
    write(tmp_path / "img/made/cut.jpg", cut_off(jpeg(48, 64)))
    chosen = [
        garment("Dress"),
        garment("Dress", file="cut.jpg"),
        garment("Dress", file="absent.jpg"),
        garment("Dress", box=(50, 0, 60, 9)),
    ]
    (sample,) = samples_of(chosen, Folder(tmp_path))
    assert sample.file == "1.jpg"
    assert "box (50, 0, 60, 9) is outside of 48 x 64 pixels" in caplog.text
    assert "left out 3 x unreadable photo; 1 are left" in caplog.text
    with pytest.raises(DataError, match="nothing is left"):
        samples_of(chosen[1:], Folder(tmp_path))
