"""What the integration tests share: a client of the running gateway."""

from collections.abc import Iterator

import httpx
import pytest

from tests.stack import Stack
from tests.waiting import PATIENCE_S


@pytest.fixture(scope="session")
def client(stack: Stack) -> Iterator[httpx.Client]:
    """An HTTP client of the gateway."""
    with httpx.Client(base_url=stack.url, timeout=PATIENCE_S, trust_env=False) as gateway:
        yield gateway
