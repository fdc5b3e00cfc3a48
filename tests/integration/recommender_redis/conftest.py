"""A shop, and a Redis that tests may maltreat."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis as Client

from tests.stack import Redis
from tests.unit.services.recommender.shop import import_rows, row
from tests.waiting import PATIENCE_S


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a shop with a hundred products; its catalog is in `catalog`."""
    folder = tmp_path_factory.mktemp("shop")
    import_rows(folder, [row(number) for number in range(100)])
    return folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Redis]:
    """A Redis of the test's own."""
    running = Redis(tmp_path)
    yield running
    running.process.send_signal(signal.SIGCONT)
    running.stop()


@pytest.fixture
def direct(server: Redis) -> Iterator[Any]:
    """A client that talks to it past the recommender."""
    with Client(port=server.port, socket_timeout=PATIENCE_S) as client:
        yield client
