"""The main visit: a photo in, what was seen drawn over it, and a product bought."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.visitor import Visitor


def test_sample_shows_frames_skeleton_and_products(visitor: Visitor) -> None:
    visitor.try_sample()

    photo = visitor.page.locator(".photo-frame img").bounding_box()
    assert photo is not None
    frames = visitor.page.locator(".frame .edge")
    assert frames.count() == visitor.page.locator(".garment").count() >= 1
    for frame in frames.all():
        box = frame.bounding_box()
        assert box is not None
        assert photo["x"] - 4 <= box["x"] < box["x"] + box["width"] <= photo["x"] + photo["width"] + 4
        assert photo["y"] - 4 <= box["y"] < box["y"] + box["height"] <= photo["y"] + photo["height"] + 4
    assert visitor.page.locator(".skeleton .bone").count() >= 5

    card = visitor.garment().locator(".product-card").first
    expect(card.locator(".price")).to_have_text(re.compile(r"^€\d+\.\d\d$"))
    expect(card.locator(".reasons")).not_to_be_empty()
    card.locator("img").evaluate("async (image) => { await image.decode(); }")
    assert visitor.uploads == [f"{visitor.shop}/v1/recommendations"]


def test_drawing_can_be_switched_off(visitor: Visitor) -> None:
    visitor.try_sample()
    expect(visitor.page.locator(".drawing")).to_be_visible()
    visitor.page.get_by_role("switch", name="Show what we saw").click()
    expect(visitor.page.locator(".drawing")).to_be_hidden()


def test_two_people_have_a_tab_each(visitor: Visitor) -> None:
    first, second = (Image.open(io.BytesIO(visitor.sample(index))).convert("RGB") for index in (0, 1))
    both = Image.new("RGB", (first.width + second.width, max(first.height, second.height)), "white")
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))
    file = io.BytesIO()
    both.save(file, "JPEG", quality=92)

    visitor.choose_file("two.jpg", file.getvalue())

    tabs = visitor.page.get_by_role("tab")
    expect(tabs).to_have_count(2)
    panel = visitor.page.get_by_role("tabpanel")
    expect(panel).to_have_attribute("aria-labelledby", "person-tab-0")
    tabs.nth(1).click()
    expect(panel).to_have_attribute("aria-labelledby", "person-tab-1")
    visitor.page.keyboard.press("ArrowRight")
    expect(tabs.nth(0)).to_be_focused()


def test_buying_leads_to_the_product(visitor: Visitor) -> None:
    visitor.try_sample()
    card = visitor.garment().locator(".product-card").first
    title = card.locator("h3").text_content()
    with visitor.page.expect_popup() as opened:
        card.get_by_role("link", name="Buy").click()
    product = opened.value

    expect(product.get_by_role("heading", level=1)).to_have_text(str(title))
    expect(product.locator("#similar .product-card").first).to_be_visible()
    product.get_by_role("button", name="Buy").click()
    dialog = product.get_by_role("dialog")
    expect(dialog).to_contain_text("demo shop")
    product.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_back_button_leads_to_the_start(visitor: Visitor) -> None:
    visitor.try_sample()
    visitor.page.go_back()
    expect(visitor.page.locator("#start")).to_be_visible()
    expect(visitor.page.locator("#result")).to_be_hidden()
