"""What a shopper does and sees on the page, so that the tests read like a visit."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

from tests.waiting import PATIENCE_S

WITHIN_MS = 1000 * PATIENCE_S
FAILED_FETCH = re.compile(r"Failed to load resource: .*(status of [45]\d\d|ERR_INTERNET_DISCONNECTED)")


class Visitor:
    """A browser page with a record of what it asked the shop and of what its console complained about."""

    def __init__(self, page: Page, shop: str) -> None:
        self.page = page
        self.shop = shop
        self.uploads: list[str] = []
        self.complaints: list[str] = []
        self.allow_failed_requests = False
        page.on("request", lambda request: self._note_request(request.url))
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @classmethod
    @contextmanager
    def arriving(cls, browser: Browser, shop: str, **device: Any) -> Iterator[Self]:
        """Someone who opens the start page; leaving, the console must have stayed silent."""
        context = browser.new_context(locale="en-GB", reduced_motion="reduce", **device)
        context.set_default_timeout(WITHIN_MS)
        visitor = cls(context.new_page(), shop)
        visitor.page.goto(shop)
        yield visitor
        context.close()
        assert visitor.complaints == [], visitor.complaints

    def _note_request(self, url: str) -> None:
        if url.endswith("/v1/recommendations"):
            self.uploads.append(url)

    def _note_message(self, message: ConsoleMessage) -> None:
        """A content security policy that is violated is an error in the console too."""
        if message.type not in ("error", "warning"):
            return
        if not (self.allow_failed_requests and FAILED_FETCH.search(message.text)):
            self.complaints.append(message.text)

    def try_sample(self, index: int = 0) -> None:
        """Tap one of the shop's own photos and wait for the answer."""
        self.page.locator(".sample").nth(index).click()
        self.wait_for_answer()

    def sample(self, index: int = 0) -> bytes:
        """The file of one of the shop's own photos."""
        samples = self.page.request.get(f"{self.shop}/assets/samples/samples.json").json()
        return self.page.request.get(self.shop + samples[index]["photo"]).body()

    def choose_file(self, name: str, data: bytes, mime_type: str = "image/jpeg") -> None:
        """Choose a file as one does in the system's file dialog."""
        self.page.set_input_files("#photo-input", {"name": name, "mimeType": mime_type, "buffer": data})

    def wait_for_answer(self) -> None:
        """Until the first garment's products stand on the page."""
        expect(self.garment().locator(".product-card").first).to_be_visible()

    def garment(self, index: int = 0) -> Locator:
        """A garment's section."""
        return self.page.locator(".garment").nth(index)

    def cards(self, garment: int = 0) -> Locator:
        """The products on a garment's shelf, without those that go with it."""
        return self.garment(garment).locator("> .product-grid .product-card")

    def products(self, garment: int = 0) -> list[str]:
        """Ids of those products."""
        return [card.get_attribute("data-product") or "" for card in self.cards(garment).all()]

    def search_by(self, action: Locator) -> Response:
        """Click something that asks the shop again, and wait until its answer is shown."""
        with self.page.expect_response("**/v1/search") as answered:
            action.click()
        expect(self.page.locator(".product-grid[aria-busy]")).to_have_count(0)
        return answered.value

    def filter_button(self, garment: int = 0) -> Locator:
        """What opens a garment's filters, and says how many are set."""
        return self.garment(garment).locator(".filter-toggle")

    def open_filters(self, garment: int = 0) -> Locator:
        """Open a garment's filters and wait until they say how many products there are; the panel."""
        self.search_by(self.filter_button(garment))
        panel = self.garment(garment).get_by_role("form")
        expect(panel).to_contain_text(re.compile(r"\d+ products?"))
        return panel

    def failure(self) -> Locator:
        """The message at the top of the page."""
        return self.page.locator("#failure")
