import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from services.recommender.errors import ReadingsUnusable
from services.recommender.pictures.reading_run import ReadingRun
from services.recommender.pictures.readings import Readings
from tests.unit.services.recommender.shop import unit


def filled(path: Path, *seeds: int, key: str = "key") -> Path:
    """A file with a reading `/<seed>` of each."""
    with ReadingRun(path, key, "fake@1") as run:
        for seed in seeds:
            run.sees(f"/{seed}", "upper", f"digest {seed}", unit(seed), "fake@1")
        run.breaks("/broken", "lower", "image_link: is no image")
        run.finish()
    return path


def test_what_was_read_is_there(tmp_path: Path) -> None:
    with Readings(filled(tmp_path / "readings", 7)) as readings:
        reading = readings.reading("/7", "upper")
        assert reading is not None
        assert reading.embedding is not None
        np.testing.assert_array_equal(reading.embedding, unit(7).astype(np.float16))
        assert (reading.digest, reading.model, reading.reason) == ("digest 7", "fake@1", "")
        assert readings.reading("/7", "lower") is None
        broken = readings.reading("/broken", "lower")
        assert broken is not None
        assert (broken.embedding, broken.reason) == (None, "image_link: is no image")
        assert readings.model == "fake@1"


def digest(path: Path) -> str:
    with Readings(path) as readings:
        return readings.digest


def test_its_digest_changes_with_what_it_says(tmp_path: Path) -> None:
    one = digest(filled(tmp_path / "readings", 7))
    assert digest(filled(tmp_path / "readings", 7, key="another run")) == one
    assert digest(filled(tmp_path / "elsewhere", 7)) == one
    assert digest(filled(tmp_path / "readings", 7, 8, key="a third run")) != one


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadingsUnusable, match="`vitrine pictures read FEED` makes it"):
        Readings(tmp_path / "none")


def test_what_is_no_such_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("id\ttitle\n" * 1000)
    with pytest.raises(ReadingsUnusable, match="cannot be used: file is not a database"):
        Readings(tmp_path / "text")
    with pytest.raises(ReadingsUnusable, match="cannot be used: file is not a database"):
        ReadingRun(tmp_path / "text", "key", "fake@1")
    other = sqlite3.connect(tmp_path / "other")
    other.execute("CREATE TABLE readings (link TEXT)")
    other.close()
    with pytest.raises(ReadingsUnusable, match="is of format 0, not 1: delete it"):
        Readings(tmp_path / "other")
    with pytest.raises(ReadingsUnusable, match="is of format 0, not 1: delete it"):
        ReadingRun(tmp_path / "other", "key", "fake@1")


@pytest.mark.parametrize(
    "numbers",
    [
        np.full(256, np.nan, np.float16).tobytes(),
        np.zeros(256, np.float16).tobytes(),
        unit(1)[:128].astype(np.float16).tobytes(),
        b"odd",
        "x" * 512,
        7,
    ],
)
def test_an_embedding_that_is_none_is_not_taken(tmp_path: Path, numbers: object) -> None:
    path = filled(tmp_path / "readings", 1)
    file = sqlite3.connect(path)
    file.execute("UPDATE readings SET embedding = ?", (numbers,))
    file.commit()
    file.close()
    with Readings(path) as readings, pytest.raises(ReadingsUnusable, match="/1: its embedding"):
        readings.reading("/1", "upper")


def test_one_that_is_read_is_not_written_meanwhile(tmp_path: Path) -> None:
    path = filled(tmp_path / "readings", 7)
    with Readings(path):
        with Readings(path):
            pass
        with pytest.raises(ReadingsUnusable, match="is in use by another process"):
            ReadingRun(path, "key", "fake@1", wait_s=0.1)
    with ReadingRun(path, "key", "fake@1"):
        with pytest.raises(ReadingsUnusable, match="is in use by another process"):
            ReadingRun(path, "key", "fake@1", wait_s=0.1)
        with pytest.raises(ReadingsUnusable, match="is in use by another process"):
            Readings(path)


def test_a_write_that_was_cut_short_is_told_and_undone_by_the_next_run(tmp_path: Path) -> None:
    path = filled(tmp_path / "readings", *range(100))
    (cut := tmp_path / "cut").mkdir()
    writing = sqlite3.connect(path, isolation_level=None)
    writing.execute("PRAGMA cache_size = 1")
    writing.execute("BEGIN")
    writing.execute("UPDATE readings SET digest = 'half done'")
    for file in tmp_path.glob("readings*"):
        shutil.copy(file, cut)
    writing.close()
    with pytest.raises(ReadingsUnusable, match="was left in the middle of a write: run `vitrine pictures"):
        Readings(cut / "readings")
    with ReadingRun(cut / "readings", "key", "fake@1"):
        pass
    with Readings(cut / "readings") as readings:
        reading = readings.reading("/99", "upper")
        assert reading is not None
        assert reading.digest == "digest 99"
