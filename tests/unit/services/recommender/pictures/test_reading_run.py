from pathlib import Path

from services.recommender.pictures.reading_run import ReadingRun
from services.recommender.pictures.readings import Readings
from tests.unit.services.recommender.shop import unit


def links(path: Path) -> set[str]:
    """Those of `/0` to `/9` that were read."""
    with Readings(path) as readings:
        return {f"/{number}" for number in range(10) if readings.reading(f"/{number}", "upper")}


def see(run: ReadingRun, *numbers: int) -> None:
    for number in numbers:
        run.sees(f"/{number}", "upper", f"digest {number}", unit(number), run.model)


def test_what_a_run_does_not_name_goes_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "readings"
    with ReadingRun(path, "first", "fake@1") as run:
        see(run, 1, 2, 3)
        assert run.finish() == 0
    with ReadingRun(path, "second", "fake@1") as run:
        run.keeps("/1", "upper")
        see(run, 4)
        run.commit()
        assert run.finish() == 2
    assert links(path) == {"/1", "/4"}


def test_a_run_that_ended_early_goes_on_with_what_it_committed(tmp_path: Path) -> None:
    path = tmp_path / "readings"
    with ReadingRun(path, "first", "fake@1") as run:
        see(run, 1)
        assert run.finish() == 0
    with ReadingRun(path, "second", "fake@1") as run:
        see(run, 2, 3)
        run.breaks("/4", "upper", "image_link: the shop is away")
        run.commit()
        see(run, 5)
    assert links(path) == {"/1", "/2", "/3", "/4"}

    with ReadingRun(path, "second", "fake@1") as run:
        assert run.pictures == 2
        done = {number: run.is_done(run.reading(f"/{number}", "upper")) for number in range(1, 6)}
        assert done == {1: False, 2: True, 3: True, 4: False, 5: False}
        assert run.finish() == 1

    with ReadingRun(path, "second", "fake@1") as run:
        assert run.pictures == 0, "the same feed once more is another run: its pictures may have changed"


def test_another_run_is_not_continued(tmp_path: Path) -> None:
    path = tmp_path / "readings"
    with ReadingRun(path, "first", "fake@1") as run:
        see(run, 1)
        run.commit()
    with ReadingRun(path, "second", "fake@2") as run:
        assert run.pictures == 0
        assert not run.is_done(run.reading("/1", "upper"))
    with Readings(path) as readings:
        assert readings.model == "fake@2"


def test_a_picture_that_comes_back_was_not_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "readings"
    with ReadingRun(path, "first", "fake@1") as run:
        see(run, 1)
        run.finish()
    with ReadingRun(path, "second", "fake@1") as run:
        run.breaks("/1", "upper", "image_link: the shop is away")
        run.finish()
    with ReadingRun(path, "third", "fake@1") as run:
        reading = run.reading("/1", "upper")
        assert reading is not None
        assert (reading.digest, reading.reason) == ("digest 1", "image_link: the shop is away")
        run.keeps("/1", "upper")
        assert run.pictures == 1
        run.finish()
    with Readings(path) as readings:
        reading = readings.reading("/1", "upper")
        assert reading is not None
        assert reading.reason == ""
