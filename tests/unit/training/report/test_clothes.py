from pathlib import Path

import numpy as np
import pytest

from contracts.clothes import CATEGORIES, EMBEDDING_SIZE, SLOTS, Slot
from tests.unit.training.report.links import MADE, pictures_of, row_of
from training.clothes.evaluate import Readings
from training.clothes.samples import WHOLE_PHOTO, Sample
from training.report.clothes import counts_of, write_report


def worn(number: int, slot: Slot, kind: str | None, *, doubtful: bool = False) -> Sample:
    kinds = {slot: kind} if kind else {}
    return Sample(
        "street",
        f"{number}.webp",
        "s",
        "test",
        WHOLE_PHOTO,
        slot,
        {slot: kind is not None},
        kinds,
        doubtful=doubtful,
    )


def laid_out(number: int, slot: Slot, kind: str, colour: str | None = None) -> Sample:
    return Sample(
        "products", f"{number}.webp", "s", "test", WHOLE_PHOTO, None, {slot: True}, {slot: kind}, colour
    )


SAMPLES = [
    worn(0, "upper", "Tee"),
    worn(1, "upper", "Jacket"),
    worn(2, "upper", "Jacket", doubtful=True),
    worn(3, "upper", None),
    worn(4, "whole", "Kimono"),
    laid_out(5, "upper", "Tee", "red"),
    laid_out(6, "upper", "Jacket"),
    laid_out(7, "upper", "Tee", "red"),
]
READ_AS = {0: "Tee", 1: "Jacket", 2: "Tee", 4: "Dress", 5: "Tee", 6: "Jacket", 7: "Tee"}


def readings(slot: Slot) -> Readings:
    """0.9 for what READ_AS says; `worn` by the label; garments read alike lie together."""
    labels = [str(label) for label in CATEGORIES[slot]]
    probabilities = np.full((len(SAMPLES), len(labels)), 0.1 / (len(labels) - 1), np.float32)
    embedding = np.zeros((len(SAMPLES), EMBEDDING_SIZE), np.float32)
    for row in range(len(SAMPLES)):
        place = labels.index(READ_AS[row]) if READ_AS.get(row) in labels else 0
        probabilities[row, place] = 0.9
        embedding[row, place] = 1.0
    is_worn = np.array([sample.worn.get(slot, False) for sample in SAMPLES], np.float32)
    return Readings(probabilities, 0.1 + 0.8 * is_worn, embedding)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    trained_on = {slot: {str(label): 500 for label in CATEGORIES[slot]} for slot in SLOTS}
    trained_on["whole"]["Kimono"] = 80
    everything = {slot: readings(slot) for slot in SLOTS}
    return write_report(tmp_path_factory.mktemp("reports"), SAMPLES, everything, trained_on, MADE)


def section(report: Path, title: str) -> str:
    return report.read_text(encoding="utf-8").split(f"### {title}")[1].split("\n#")[0]


def test_doubtful_labels_are_counted_apart(report: Path) -> None:
    clear = section(report, "Upper, worn (street, attributes, kimono), clear labels")
    assert "Of 2 garments 100.0 (34.2–100.0) % are read rightly" in clear
    assert "Of 3 garments 66.7 (" in section(report, "Upper, worn, doubtful labels too")


def test_precision_and_recall_of_each_class(report: Path) -> None:
    rows = section(report, "Upper, worn, doubtful labels too").splitlines()
    jacket = next(row for row in rows if row.startswith("| Jacket")).strip("| ").split(" | ")
    assert jacket[1:3] == ["500", "2"]
    assert (jacket[3].split()[0], jacket[4].split()[0], jacket[5]) == ("100.0", "50.0", "0.67")


def test_a_class_of_few_photos_is_marked(report: Path) -> None:
    kimono = row_of(report, "Kimono")
    assert kimono[1:3] == ["80", "1"]
    assert kimono[-1] == "**few photos**"


def test_worn_and_retrieval(report: Path) -> None:
    upper = row_of(report, "upper, worn, doubtful labels too")
    assert (upper[1], upper[2], upper[3].split()[0], upper[4]) == ("4", "3", "100.0", "1.000")
    assert row_of(report, "upper, kind and colour, all among all")[1:] == [
        "2", "100.0 (34.2–100.0)", "100.0 (34.2–100.0)", "1.000",
    ]  # fmt: skip
    # Of the worn, the jacket that was read as a tee finds a tee first.
    found = row_of(report, "upper, kind, worn to laid out")
    assert (found[1], found[2].split()[0], found[3].split()[0]) == ("3", "66.7", "100.0")


def test_its_pictures_are_there(report: Path) -> None:
    links = pictures_of(report)
    assert "clothes/worn.svg" in links
    assert sum("upper" in link for link in links) == 3


def test_a_photo_counts_once_however_many_crops_it_gives() -> None:
    twice = [laid_out(1, "upper", "Tee"), worn(2, "upper", "Tee"), worn(2, "upper", "Tee")]
    counts = counts_of(twice)
    assert (counts["upper"]["Tee"], counts["whole"]["Kimono"]) == (2, 0)
