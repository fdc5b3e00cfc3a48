"""The system, built and brought up once."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.plan import MODELS, ROOT
from tests.compose.system import System, engine_missing
from tests.stack import free_port


@pytest.fixture(scope="session")
def models() -> Iterator[Path]:
    """A model repository of our own, which the containers' user can read."""
    folder = Path(tempfile.mkdtemp(prefix="vitrine-models-"))
    for name in MODELS:
        shutil.copytree(ROOT / "models" / name, folder / name)
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def system(models: Path) -> Iterator[System]:
    """All of it, ready; a machine without Docker fails the tests."""
    if missing := engine_missing():
        pytest.fail(missing, pytrace=False)
    running = System(models, free_port())
    running.down()
    try:
        running.up()
        yield running
    finally:
        running.down()
