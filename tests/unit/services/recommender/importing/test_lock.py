import subprocess
import sys
from pathlib import Path

import pytest

from services.recommender.errors import CatalogBusy
from services.recommender.importing.lock import lock_file, writing

HOLD = """
import sys
from services.recommender.importing.lock import writing
with writing(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(uri: str) -> "subprocess.Popen[str]":
    """Another process that holds the catalog until it is killed."""
    command = [sys.executable, "-c", HOLD, uri]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.parametrize("name", ["catalog", "s3://bucket/catalog-of-a-test"])
def test_a_second_process_is_refused_and_a_dead_one_is_no_obstacle(tmp_path: Path, name: str) -> None:
    uri = name if "://" in name else str(tmp_path / name)
    with hold(uri) as other:
        try:
            with pytest.raises(CatalogBusy, match=f"being written by process {other.pid}"), writing(uri):
                pass
        finally:
            other.kill()
    with writing(uri):
        pass


def test_the_lock_is_beside_the_catalog_and_not_in_it(tmp_path: Path) -> None:
    with writing(str(tmp_path / "new" / "catalog")):
        assert lock_file(str(tmp_path / "new" / "catalog")).exists()
    assert not (tmp_path / "new" / "catalog").exists()


def test_an_error_lets_go(tmp_path: Path) -> None:
    uri = str(tmp_path / "catalog")
    with pytest.raises(RuntimeError), writing(uri):
        raise RuntimeError
    with writing(uri):
        pass
