"""Keyboard, screen reader, small screens, dark rooms."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.visitor import Visitor

NAMELESS = """() => [...document.querySelectorAll('a[href], button, input, select, [role=tab]')]
  .filter((one) => one.checkVisibility() && !one.closest('[aria-hidden=true]'))
  .filter((one) => !one.getAttribute('aria-label') && !one.textContent.trim())
  .filter((one) => !one.labels?.[0]?.textContent.trim())
  .map((one) => one.outerHTML)"""


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def press_until(page: Page, key: str, selector: str, at_most: int = 40) -> None:
    """Press a key until the focus is on an element."""
    for _ in range(at_most):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{at_most} times {key} did not reach {selector}")


def test_whole_visit_by_keyboard(visitor: Visitor) -> None:
    page = visitor.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, "Tab", "#photo-input", at_most=2)
    press_until(page, "Tab", ".sample")
    page.keyboard.press("Enter")
    visitor.wait_for_answer()
    expect(page.locator("#result-title")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(page.locator("#result-title").text_content() or "")

    press_until(page, "Tab", ".garment input[type=radio]")
    before = visitor.products()
    with page.expect_response("**/v1/search"):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("status")).to_have_text(re.compile(r": \d+ products?$"))
    assert visitor.products() != before

    press_until(page, "Tab", ".buy")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()


def test_everything_that_can_be_pressed_has_a_name(visitor: Visitor) -> None:
    assert visitor.page.evaluate(NAMELESS) == []
    visitor.try_sample()
    assert visitor.page.evaluate(NAMELESS) == []


def test_one_main_and_one_first_heading(visitor: Visitor) -> None:
    assert visitor.page.get_by_role("main").count() == 1
    assert visitor.page.get_by_role("heading", level=1).count() == 1
    assert visitor.page.locator("html").get_attribute("lang") == "en"


def test_phone_is_never_scrolled_sideways(phone: Visitor) -> None:
    assert overflow(phone.page) <= 0
    phone.try_sample()
    assert overflow(phone.page) <= 0
    phone.page.goto(phone.shop + (phone.page.locator(".buy").first.get_attribute("href") or ""))
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    assert overflow(phone.page) <= 0


def test_what_is_tapped_is_large_enough(phone: Visitor) -> None:
    """WCAG 2.2, 2.5.8 asks for 24 pixels; chips and buttons are to have 36."""
    phone.try_sample()
    for target in phone.page.locator(".chip:visible, .button:visible").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 36


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ground_follows_the_colour_scheme(browser: Browser, shop: str, scheme: str) -> None:
    with Visitor.arriving(browser, shop, color_scheme=scheme) as visitor:
        ground = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
        channels = [int(channel) for channel in re.findall(r"\d+", ground)[:3]]
        assert (sum(channels) / 3 > 128) == (scheme == "light")
