"""A real Redis that a test may stop, hang and start again."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack import Redis


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Redis]:
    running = Redis(tmp_path)
    yield running
    running.process.send_signal(signal.SIGCONT)
    running.stop()
