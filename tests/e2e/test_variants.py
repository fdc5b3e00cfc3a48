"""What goes with a garment, and the colours and sizes that a product comes in."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.visitor import Visitor


def open_product(visitor: Visitor) -> Page:
    """The page of the first product that comes in several colours."""
    card = visitor.page.locator(".garment .product-card", has=visitor.page.locator(".swatches")).first
    with visitor.page.expect_popup() as opened:
        card.get_by_role("link", name="Buy").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    return opened.value


def test_what_goes_with_a_garment_is_a_list_of_its_own(visitor: Visitor) -> None:
    with visitor.page.expect_response("**/v1/recommendations") as answered:
        visitor.try_sample()
    garments = answered.value.json()["people"][0]["garments"]
    assert any(garment["completes"] for garment in garments)
    for place, garment in enumerate(garments):
        region = visitor.garment(place).get_by_role("region", name="Goes with it")
        if not garment["completes"]:
            expect(region).to_be_hidden()
            continue
        shown = [card.get_attribute("data-product") for card in region.locator(".product-card").all()]
        assert shown == [product["id"] for product in garment["completes"]]
        assert not {product["id"] for product in garment["recommendations"]} & set(shown)
        expect(region.get_by_role("heading", level=3)).to_have_text("Goes with it")


def test_a_card_names_its_colours_and_sizes(visitor: Visitor) -> None:
    visitor.try_sample()
    line = visitor.garment().locator(".comes-in", has=visitor.page.locator(".swatches")).first
    expect(line).to_contain_text(re.compile(r"Colours: \w+(, \w+( \w+)?)+\."))
    expect(line).to_contain_text(re.compile(r"Sizes: (S|M|L|XL)( (M|L|XL))*$"))
    assert 2 <= line.locator(".swatch").count() <= 5
    colour = line.locator(".swatch").first.evaluate("(dot) => getComputedStyle(dot).backgroundColor")
    assert re.fullmatch(r"rgb\(\d+, \d+, \d+\)", colour)


def test_another_colour_and_size_is_one_click_away(visitor: Visitor) -> None:
    visitor.try_sample()
    page = open_product(visitor)
    title = page.get_by_role("heading", level=1).inner_text()
    colours = page.get_by_role("list", name="Colour")
    expect(colours.locator("[aria-current]")).to_have_count(1)

    colours.locator("a:not([aria-current])").first.click()
    page.wait_for_function("(title) => document.querySelector('h1')?.textContent !== title", arg=title)

    sizes = page.get_by_role("list", name="Size")
    expect(sizes).to_be_visible()
    names = [link.inner_text() for link in sizes.get_by_role("link").all()]
    assert names[:3] == ["S", "M", "L"]
    title = page.get_by_role("heading", level=1).inner_text()
    other = sizes.locator("a:not([aria-current])").last
    wanted, address = other.inner_text(), str(other.get_attribute("href"))
    other.click()
    page.wait_for_url(f"**{address}")
    expect(page.get_by_role("list", name="Size").locator("[aria-current]")).to_have_text(wanted)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_variants_fit_on_a_phone_and_can_be_tapped(phone: Visitor) -> None:
    phone.try_sample()
    page = open_product(phone)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0
    for link in page.locator(".choice a").all():
        box = link.bounding_box()
        assert box is not None
        assert min(box["height"], box["width"]) >= 36
