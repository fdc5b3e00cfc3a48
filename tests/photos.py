"""Real photos for tests: the folder `VITRINE_DATA`, which a clone may not have beside it."""

import os
from functools import cache
from pathlib import Path

import pytest

from benchmarks.unseen import UnseenPhoto, unseen_photos


def require_photos() -> None:
    """Leave the test out, and say so, where there are no photos; with `VITRINE_PHOTOS=required` it fails."""
    data = Path(os.environ.get("VITRINE_DATA", "../shared/data"))
    if (data / "street" / "street.csv").exists():
        return
    if os.environ.get("VITRINE_PHOTOS") == "required":
        pytest.fail(f"no photos in {data}: set VITRINE_DATA")
    pytest.skip(f"left out: no photos in {data} (set VITRINE_DATA)")


@cache
def street_photos() -> tuple[UnseenPhoto, ...]:
    """200 street photos that no network was trained on, those with a mask first."""
    require_photos()
    return tuple(unseen_photos(200))
