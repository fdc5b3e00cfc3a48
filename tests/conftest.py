"""The real stack, started once for all tests that share it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from benchmarks.unseen import UnseenPhoto
from tests.photos import street_photos
from tests.stack import Redis, Stack, import_demo_catalog

# how long an example takes says how busy the machine is
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo catalog, imported by the real networks."""
    uri = tmp_path_factory.mktemp("catalog") / "catalog"
    import_demo_catalog(uri)
    return uri


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    """A real Redis."""
    server = Redis(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, catalog: Path, redis: Redis) -> Iterator[Stack]:
    """The five processes with Redis; a test that kills one starts it again."""
    running = Stack(tmp_path_factory.mktemp("stack"), CATALOG_URI=str(catalog), REDIS_URL=redis.url)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def photos() -> tuple[UnseenPhoto, ...]:
    """Street photos that no network was trained on."""
    return street_photos()
