from pathlib import Path

import pytest

from tests.unit.services.recommender.asking import ROWS
from tests.unit.services.recommender.shop import import_rows


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalog and pictures of `ROWS`, which nobody changes."""
    folder = tmp_path_factory.mktemp("shop")
    import_rows(folder, ROWS)
    return folder
