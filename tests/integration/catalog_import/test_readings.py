"""Pictures are read by one process and the catalog is written by another, by the networks that are served."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from deploy.local.plan import ROOT
from services.recommender.catalog.versions import live_table
from tests.integration.catalog_import.command import run
from tests.waiting import wait_until

DEMO = ROOT / "services" / "recommender" / "demo"
IMAGES = str(DEMO / "images")
THEN_TELL_IMPORTS = """
import sys
from services.recommender.cli.app import app
try:
    app()
finally:
    print("imported:", *{name.partition(".")[0] for name in sys.modules})
"""


def feed_of(folder: Path, products: int) -> Path:
    """The first rows of the demo feed, each with a link of its own; the second leads to no picture."""
    header, *rows = (DEMO / "feed.tsv").read_text().splitlines()
    rows = [row.replace(".webp", f".webp?{number}") for number, row in enumerate(rows)]
    rows[1] = rows[1].replace("/shop/images/", "/shop/images/none-")
    feed = folder / "feed.tsv"
    feed.write_text("\n".join([header, *rows[:products]]) + "\n")
    return feed


def start(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """`vitrine ...` that tells, at its end, which packages it has imported."""
    environment = {
        **os.environ,
        "CATALOG_URI": str(folder / "catalog"),
        "READINGS_FILE": str(folder / "readings.sqlite"),
        "POSE_URL": "",
        "COLUMNS": "200",
    }
    command = [sys.executable, "-c", THEN_TELL_IMPORTS, *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def vitrine(folder: Path, *arguments: str, fails: bool = False) -> tuple[str, set[str]]:
    """What a command prints, and which packages it imports."""
    with start(folder, *arguments) as process:
        printed, _ = process.communicate()
    assert (process.returncode != 0) == fails, printed
    told, _, imported = printed.rpartition("imported:")
    return told, set(imported.split())


def contents(catalog: Path) -> list[dict[str, Any]]:
    rows = live_table(str(catalog)).search().limit(9999).to_list()
    return sorted(({**one, "first_seen": 0} for one in rows), key=lambda one: str(one["id"]))


def has_first_part(readings: Path) -> bool:
    """Whether the first 256 pictures are in the file, of 700 bytes each, and their write is done.

    Until then its journal begins with what is to be written back if it is not.
    """
    journal = readings.with_name(f"{readings.name}-journal")
    return journal.exists() and readings.stat().st_size > 100_000 and not any(journal.read_bytes()[:8])


def test_two_processes_make_the_catalog_that_one_makes(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, 24)
    assert "23 products imported, 1 rows left out" in run(
        tmp_path / "one", "import", str(feed), "--images", IMAGES
    )

    told, imported = vitrine(tmp_path, "pictures", "read", str(feed), "--images", IMAGES)
    assert "23 pictures embedded" in told
    assert {"cv2", "onnxruntime"} <= imported
    assert imported.isdisjoint({"lancedb", "pyarrow"})

    told, imported = vitrine(tmp_path, "catalog", "import", str(feed))
    assert "image_link: 'none-" in told
    assert "23 products imported, 1 rows left out" in told
    assert {"lancedb", "pyarrow"} <= imported
    assert imported.isdisjoint({"cv2", "onnxruntime", "PIL"})
    assert contents(tmp_path / "catalog") == contents(tmp_path / "one")

    told, _ = vitrine(tmp_path, "pictures", "read", str(feed), "--images", IMAGES)
    assert "0 pictures embedded, 23 products keep their embedding" in told


def test_a_reading_that_is_killed_goes_on(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, 290)
    process = start(tmp_path, "pictures", "read", str(feed), "--images", IMAGES)
    wait_until(lambda: process.poll() is not None or has_first_part(tmp_path / "readings.sqlite"))
    process.kill()
    process.communicate()
    assert process.returncode == -9, "it was too fast to be killed"

    told, _ = vitrine(tmp_path, "pictures", "read", str(feed), "--images", IMAGES)
    assert "were read already, by a run that was interrupted" in told
    assert "has 289 pictures" in told
    told, _ = vitrine(tmp_path, "catalog", "import", str(feed))
    assert "289 products imported, 1 rows left out" in told
