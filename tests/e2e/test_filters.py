"""A garment's products are narrowed down by brand, size, price and stock, with how many that leaves."""

import json
import re

from playwright.sync_api import expect

from tests.e2e.visitor import WITHIN_MS, Visitor


def test_opening_the_filters_changes_nothing_that_is_shown(visitor: Visitor) -> None:
    visitor.try_sample()
    before = visitor.products()
    toggle = visitor.filter_button()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    panel = visitor.open_filters()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    for group in ("Brand", "Size", "Price"):
        expect(panel.get_by_role("group", name=group)).to_be_visible()
    assert visitor.products() == before
    toggle.click()
    expect(panel).to_be_hidden()


def test_a_brand_leaves_as_many_as_it_says(visitor: Visitor) -> None:
    visitor.try_sample()
    panel = visitor.open_filters()
    chip = panel.get_by_role("group", name="Brand").locator("label:has(input:not(:checked))").last
    brand = chip.locator("input").get_attribute("value")
    number = int(re.search(r"\d+$", chip.inner_text().strip()).group())  # type: ignore[union-attr]

    answer = visitor.search_by(chip).json()

    assert {product["brand"] for product in answer["recommendations"]} == {brand}
    assert answer["facets"]["total"] == number
    expect(panel).to_contain_text(f"{number} product")
    expect(visitor.filter_button()).to_contain_text("1 set")
    assert visitor.products()
    assert len(visitor.uploads) == 1


def test_a_size_and_a_price_hold_together_and_can_be_cleared(visitor: Visitor) -> None:
    visitor.try_sample()
    before = visitor.products()
    panel = visitor.open_filters()
    visitor.search_by(panel.locator("label:has(input[value=L])"))
    with visitor.page.expect_response("**/v1/search") as answered:
        panel.get_by_label("to", exact=True).fill("120")
    asked = json.loads(answered.value.request.post_data or "")
    assert (asked["size"], asked["price_max"], asked["in_stock"]) == ("L", 120, True)
    for product in answered.value.json()["recommendations"]:
        assert float(product["price"]["amount"]) <= 120
        assert "L" in product["sizes"]
    toggle = visitor.filter_button()
    expect(toggle).to_contain_text("2 set")

    visitor.search_by(panel.get_by_role("button", name="Clear filters"))

    expect(toggle).not_to_contain_text("set")
    expect(toggle).to_be_focused()
    expect(panel.get_by_label("to", exact=True)).to_have_value("")
    assert visitor.products() == before


def test_what_is_out_of_stock_can_be_shown(visitor: Visitor) -> None:
    visitor.try_sample()
    panel = visitor.open_filters()
    answer = visitor.search_by(panel.get_by_role("switch", name="In stock only"))
    assert json.loads(answer.request.post_data or "")["in_stock"] is False
    expect(visitor.filter_button()).to_contain_text("1 set")


def test_nothing_left_says_so_and_offers_to_clear(visitor: Visitor) -> None:
    visitor.try_sample()
    panel = visitor.open_filters()
    with visitor.page.expect_response("**/v1/search"):
        panel.get_by_label("to", exact=True).fill("1")
    nothing = visitor.garment().locator(".nothing")
    expect(nothing).to_be_visible()
    visitor.search_by(nothing.get_by_role("button", name="Clear filters"))
    expect(nothing).to_be_hidden()
    assert visitor.products()


def test_the_keyboard_stays_on_a_filter_while_it_is_changed(visitor: Visitor) -> None:
    visitor.try_sample()
    panel = visitor.open_filters()
    sizes = panel.get_by_role("group", name="Size")
    sizes.get_by_role("radio").first.focus()
    for _ in range(2):
        with visitor.page.expect_response("**/v1/search"):
            visitor.page.keyboard.press("ArrowRight")
        expect(visitor.page.locator(".product-grid[aria-busy]")).to_have_count(0)
        expect(sizes.locator("input:checked")).to_be_focused()
    expect(sizes.locator("input:checked")).not_to_have_attribute("value", "")


def test_filters_fit_on_a_phone(phone: Visitor) -> None:
    phone.try_sample()
    panel = phone.open_filters()
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["height"] <= 500, "most of it in sight at once"


def test_a_shop_that_counts_nothing_still_filters(visitor: Visitor) -> None:
    def without_facets(route):  # type: ignore[no-untyped-def]
        answer = route.fetch(timeout=WITHIN_MS)
        route.fulfill(response=answer, json={**answer.json(), "facets": None})

    visitor.page.route("**/v1/search", without_facets)
    visitor.try_sample()
    visitor.search_by(visitor.filter_button())
    panel = visitor.garment().get_by_role("form")
    expect(panel.get_by_role("group", name="Brand")).to_have_count(0)
    with visitor.page.expect_response("**/v1/search") as answered:
        panel.get_by_label("to", exact=True).fill("60")
    assert json.loads(answered.value.request.post_data or "")["price_max"] == 60
