import logging

import pytest

from training.data.problems import SHOWN, Problems
from training.errors import DataError


def test_the_first_few_of_a_kind_are_logged_and_all_are_counted(caplog: pytest.LogCaptureFixture) -> None:
    problems = Problems("made")
    for line in range(10):
        problems.add("bad row", f"made.csv:{line}")
    problems.add("missing photo", "one.jpg")
    assert len(caplog.messages) == SHOWN + 1
    assert caplog.messages[0] == "made: bad row: made.csv:0"
    assert problems.counts == {"bad row": 10, "missing photo": 1}
    caplog.clear()
    problems.conclude(5)
    assert caplog.messages == ["made: left out 10 x bad row, 1 x missing photo; 5 are left"]
    assert caplog.records[0].levelno == logging.WARNING


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (DataError("x.jpg: not an image"), "not an image"),
        (ValueError("no number"), "no number"),
        (KeyError("age"), "KeyError('age')"),
        (IndexError("2"), "IndexError"),
    ],
)
def test_a_bad_row_is_skipped(error: Exception, says: str, caplog: pytest.LogCaptureFixture) -> None:
    problems = Problems("made")
    with problems.skipping("bad row", "made.csv:3"):
        raise error
    assert "made.csv:3: " in caplog.text
    assert says in caplog.text


def test_what_is_no_fault_of_the_data_is_raised() -> None:
    with pytest.raises(ZeroDivisionError), Problems("made").skipping("bad row"):
        _ = 1 / 0


def test_without_problems_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    Problems("made").conclude(1)
    assert not caplog.messages


def test_all_bad_is_an_error() -> None:
    problems = Problems("made")
    problems.add("bad row", "made.csv:2")
    with pytest.raises(DataError, match="1 x bad row"):
        problems.conclude(0)
    with pytest.raises(DataError, match="empty"):
        Problems("made").conclude(0)
