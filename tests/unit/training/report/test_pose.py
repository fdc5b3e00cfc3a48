from pathlib import Path

import numpy as np

from tests.unit.training.report.links import MADE, pictures_of, row_of
from training.report.pose import JOINTS, Judged, write_report

EVERY = np.ones(len(JOINTS), np.bool_)
ONLY_RIGHT = np.array([joint.startswith("right") for joint in JOINTS])


def test_people_and_joints_of_each_set(tmp_path: Path) -> None:
    sets = {
        "street": [
            Judged(True, EVERY, EVERY),
            Judged(True, ONLY_RIGHT, EVERY),
            Judged(False, ~EVERY, ~EVERY),
        ],
        "others": [Judged(False, ~EVERY, EVERY)],
        "empty": [],
    }
    report = write_report(tmp_path, sets, 23.44, MADE)
    street, others = row_of(report, "street"), row_of(report, "others")
    assert (street[1], street[2].split()[0], street[3], street[4].split()[0]) == ("3", "66.7", "2", "75.0")
    assert (others[1], others[2].split()[0], others[4].split()[0]) == ("1", "0.0", "0.0")
    assert [cell.split()[0] for cell in row_of(report, "left knee")[-2:]] == ["50.0", "0.0"]
    assert [cell.split()[0] for cell in row_of(report, "right knee")[-2:]] == ["100.0", "0.0"]
    text = report.read_text(encoding="utf-8")
    assert "23.4 ms" in text
    assert "empty" not in text
    assert pictures_of(report) == {"pose/joints.svg"}
