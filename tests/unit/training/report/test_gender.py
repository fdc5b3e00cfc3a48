from pathlib import Path

import pytest

from tests.unit.training.report.links import MADE, pictures_of, row_of
from training.data.utkface import Face, Gender
from training.gender.evaluate import Prediction
from training.report.gender import write_report


def said(age: int, gender: Gender, female: float, race: str = "White") -> Prediction:
    return Prediction(Face(f"{age}.webp", "s", age, gender, race, "test"), female)


FIRST = [
    said(1, "male", 0.9),
    said(8, "female", 0.4),
    said(15, "female", 0.9, "Asian"),
    said(30, "male", 0.2),
    said(31, "female", 0.3, "Asian"),
    said(70, "male", 0.1),
]
SECOND = [
    said(one.face.age, one.face.gender, float(one.face.gender == "female"), one.face.race) for one in FIRST
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(tmp_path_factory.mktemp("reports"), {"gender@1": FIRST, "gender@2": SECOND}, MADE)


@pytest.mark.parametrize(
    ("group", "count", "first"),
    [
        ("all ages", 6, 50.0),
        ("3 and older", 5, 60.0),
        ("13 and older", 4, 75.0),
        ("0–2", 1, 0.0),
        ("3–12", 1, 0.0),
        ("20–39", 2, 50.0),
        ("60 and older", 1, 100.0),
        ("Asian", 2, 50.0),
        ("White", 2, 100.0),
        ("female", 2, 50.0),
    ],
)
def test_accuracy_of_each_group_beside_that_of_the_other_file(
    report: Path, group: str, count: int, first: float
) -> None:
    name, counted, one, two = row_of(report, group)
    assert (name, int(counted)) == (group, count)
    assert float(one.split()[0]) == first
    assert float(two.split()[0]) == 100.0


def test_a_group_without_faces_is_a_dash(report: Path) -> None:
    assert row_of(report, "40–59") == ["40–59", "0", "–", "–"]


def test_withheld_answers_of_each_file(report: Path) -> None:
    cells = row_of(report, "0.8")
    assert [cell.split()[0] for cell in cells] == ["0.8", "75.0", "100.0", "100.0", "100.0"]


def test_its_pictures_are_there(report: Path) -> None:
    assert pictures_of(report) == {f"gender/{name}.svg" for name in ("confusion", "reliability", "coverage")}
