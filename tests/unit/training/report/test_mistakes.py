import re
from pathlib import Path

import numpy as np
import pytest

from training.errors import ReportError
from training.report.mistakes import MOST, Mistake, write_mistakes

REPOSITORY = Path(__file__).parents[4]
GREY = np.full((8, 8, 3), 128, np.uint8)


def mistake(probability: float) -> Mistake:
    return Mistake(GREY, "Tee", "Jacket <b>", probability, "upper, made: 1.webp")


def test_the_most_confident_mistake_comes_first(tmp_path: Path) -> None:
    path = write_mistakes(tmp_path / "a" / "m.html", "Mistakes", [mistake(0.6), mistake(0.99), mistake(0.7)])
    page = path.read_text(encoding="utf-8")
    assert re.findall(r"&gt; (0\.\d\d)</b>", page) == ["0.99", "0.70", "0.60"]
    assert page.count("data:image/webp;base64,UklGR") == 3
    assert "Jacket <b>" not in page


def test_a_page_has_an_end(tmp_path: Path) -> None:
    path = write_mistakes(tmp_path / "m.html", "Mistakes", [mistake(0.5)] * (MOST + 5))
    assert path.read_text(encoding="utf-8").count("<figure>") == MOST


@pytest.mark.parametrize("folder", ["docs/reports", "docs", "training", "runs/../docs", "."])
def test_photos_are_never_written_where_they_can_be_committed(folder: str) -> None:
    path = REPOSITORY / folder / "never-mistakes.html"
    with pytest.raises(ReportError, match="photos"):
        write_mistakes(path, "Mistakes", [mistake(0.9)])
    assert not path.exists()


def test_a_link_out_of_the_ignored_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "reports").symlink_to(REPOSITORY / "docs")
    with pytest.raises(ReportError, match="photos"):
        write_mistakes(tmp_path / "reports" / "never-mistakes.html", "Mistakes", [mistake(0.9)])
