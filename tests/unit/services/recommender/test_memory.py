import os

import pytest

from services.recommender.memory import READ_AHEAD, give_back, keep_low


def test_the_environment_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANCE_DEFAULT_IO_BUFFER_SIZE", "1")
    keep_low()
    assert os.environ["LANCE_DEFAULT_IO_BUFFER_SIZE"] == "1"
    monkeypatch.delenv("LANCE_DEFAULT_IO_BUFFER_SIZE")
    keep_low()
    assert os.environ["LANCE_DEFAULT_IO_BUFFER_SIZE"] == str(READ_AHEAD)


def test_what_is_free_can_be_given_back_at_any_time() -> None:
    give_back()
