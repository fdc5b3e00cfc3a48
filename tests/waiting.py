"""Waiting for what must come, however slow the machine is: only what never comes meets the bound."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

PATIENCE_S = 120.0
"""Far more than a busy machine, or one that stands still for seconds, needs for what is waited for."""


def wait_until(condition: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    """Wait until a condition holds.

    Raises:
        AssertionError: it never did.
    """
    ends = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < ends, f"not within {within_s:g} s"
        time.sleep(0.02)


async def eventually(condition: Callable[[], Awaitable[bool]], within_s: float = PATIENCE_S) -> None:
    """The same beside other tasks.

    Raises:
        AssertionError: it never held.
    """
    ends = time.monotonic() + within_s
    while not await condition():
        assert time.monotonic() < ends, f"not within {within_s:g} s"
        await asyncio.sleep(0.02)


def get(url: str) -> httpx.Response:
    """What a process of this machine answers; raises `httpx.TransportError` if it does not."""
    return httpx.get(url, timeout=PATIENCE_S, trust_env=False)


def post(url: str, **request: Any) -> httpx.Response:
    """The same for what is sent to it: `content`, `json` or `files`."""
    return httpx.post(url, timeout=PATIENCE_S, trust_env=False, **request)
