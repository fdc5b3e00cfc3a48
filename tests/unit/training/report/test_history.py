import shutil
from pathlib import Path

import pytest

from training.errors import DataError
from training.report.history import read_metrics, tell_history
from training.report.page import Page

METRICS = "epoch,step,train_loss,upper_accuracy,validation_loss\n0,9,0.7,,\n0,19,0.5,,\n0,19,,0.8,0.6\n"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "mobile"
    (folder / "logs").mkdir(parents=True)
    (folder / "logs" / "metrics.csv").write_text(METRICS, encoding="utf-8")
    return folder


def test_each_metric_has_the_steps_at_which_it_was_logged(run: Path) -> None:
    assert read_metrics(run) == {
        "train_loss": ([9.0, 19.0], [0.7, 0.5]),
        "upper_accuracy": ([19.0], [0.8]),
        "validation_loss": ([19.0], [0.6]),
    }


def test_a_resumed_start_goes_on_where_it_began_whatever_came_after(run: Path) -> None:
    resumed = run / "logs" / "version_1"
    resumed.mkdir()
    (resumed / "metrics.csv").write_text("epoch,step,train_loss\n1,19,0.4\n1,29,0.3\n", encoding="utf-8")
    assert read_metrics(run) == {"train_loss": ([9.0, 19.0, 29.0], [0.7, 0.4, 0.3])}


def test_the_history_is_drawn(run: Path, tmp_path: Path) -> None:
    page = Page(tmp_path, "made", "Made")
    tell_history(page, [run])
    assert "made/training-mobile.svg" in page.write().read_text(encoding="utf-8")
    picture = (tmp_path / "made" / "training-mobile.svg").read_text(encoding="utf-8")
    assert all(name in picture for name in ("train_loss", "validation_loss", "upper_accuracy"))


def test_a_run_that_is_gone_keeps_its_plot(run: Path, tmp_path: Path) -> None:
    tell_history(Page(tmp_path, "made", "Made"), [run])
    drawn = (tmp_path / "made" / "training-mobile.svg").read_bytes()
    shutil.rmtree(run)
    page = Page(tmp_path, "made", "Made again")
    tell_history(page, [run])
    assert "made/training-mobile.svg" in page.write().read_text(encoding="utf-8")
    assert (tmp_path / "made" / "training-mobile.svg").read_bytes() == drawn
    with pytest.raises(DataError, match="unknown"):
        tell_history(page, [tmp_path / "unknown"])


def test_a_run_without_metrics_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=str(tmp_path)):
        read_metrics(tmp_path)
