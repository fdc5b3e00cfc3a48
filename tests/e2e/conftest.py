"""A real browser on the real stack; every test ends with a look at the browser's console."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.visitor import WITHIN_MS, Visitor

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # a camera that needs no hardware and no permission
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


@pytest.fixture(scope="session")
def shop(request: pytest.FixtureRequest) -> str:
    """The address of a running shop: `VITRINE_URL`, or a stack of our own."""
    if url := os.environ.get("VITRINE_URL"):
        return url.rstrip("/")
    return str(request.getfixturevalue("stack").url)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test has a profile of its own in it."""
    expect.set_options(timeout=WITHIN_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser, shop: str) -> Iterator[Visitor]:
    """Someone at a desktop, on the start page."""
    with Visitor.arriving(browser, shop, viewport={"width": 1280, "height": 900}) as someone:
        yield someone


@pytest.fixture
def phone(browser: Browser, shop: str) -> Iterator[Visitor]:
    """Someone with a 390-pixel phone, on the start page."""
    viewport = {"width": 390, "height": 844}
    with Visitor.arriving(browser, shop, viewport=viewport, is_mobile=True, has_touch=True) as someone:
        yield someone
