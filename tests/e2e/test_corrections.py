"""What was misread is corrected with a tap, and the photo never travels again."""

import json
from typing import Any

from playwright.sync_api import Route, expect

from tests.e2e.visitor import Visitor


def test_corrected_category_brings_other_products_without_another_upload(visitor: Visitor) -> None:
    visitor.try_sample()
    before = visitor.products()
    piece = visitor.garment().get_by_role("group", name="Piece")
    unchosen = piece.locator("label:has(input:not(:checked))").first
    wanted = unchosen.locator("input").get_attribute("value")

    visitor.search_by(unchosen)

    assert visitor.products() != before
    cards = visitor.cards().all()
    assert {card.get_attribute("data-category") for card in cards} == {wanted}
    expect(visitor.garment().locator("h2").first).to_have_text(str(wanted))
    expect(visitor.page.locator(".frame-name").first).to_have_text(str(wanted))
    assert len(visitor.uploads) == 1


def test_category_of_another_slot_can_be_chosen(visitor: Visitor) -> None:
    visitor.try_sample()
    piece = visitor.garment().get_by_role("group", name="Piece")
    piece.get_by_role("button", name="Something else").click()
    assert piece.get_by_role("radio").count() == 10

    visitor.search_by(piece.locator("label").last)

    assert len(visitor.products()) >= 1
    assert len(visitor.uploads) == 1


def test_corrected_department_is_sent_as_the_shoppers_word(visitor: Visitor) -> None:
    visitor.try_sample()
    department = visitor.page.get_by_role("group", name="Department")

    for label, gender, allowed in (
        ("Man", "male", {"male", "unisex"}),
        ("Woman", "female", {"female", "unisex"}),
    ):
        chip = department.get_by_text(label, exact=True)
        if chip.locator("input").is_checked():
            continue
        answer = visitor.search_by(chip)
        assert json.loads(answer.request.post_data or "")["gender"] == gender
        found = {product["gender"] for product in answer.json()["recommendations"]}
        assert found
        assert found <= allowed
    assert len(visitor.uploads) == 1


def test_colour_narrows_the_products(visitor: Visitor) -> None:
    visitor.try_sample()
    colours = visitor.garment().get_by_role("group", name="Colour")
    chip = colours.locator("label:has(.swatch)").first
    wanted = chip.locator("input").get_attribute("value")

    answer = visitor.search_by(chip)

    assert {product["colour"] for product in answer.json()["recommendations"]} <= {wanted}


def test_show_more_adds_products_and_repeats_none(visitor: Visitor) -> None:
    visitor.try_sample()
    before = visitor.products()
    visitor.search_by(visitor.garment().get_by_role("button", name="Show more"))
    after = visitor.products()
    assert after[: len(before)] == before
    assert len(after) > len(before)
    assert len(set(after)) == len(after)


def test_showing_more_goes_on_when_the_catalog_moved_on(visitor: Visitor) -> None:
    visitor.allow_failed_requests = True
    asked: list[dict[str, Any]] = []

    def expire(route: Route) -> None:
        body = json.loads(route.request.post_data or "")
        asked.append(body)
        if body["cursor"]:
            problem = {"type": "urn:vitrine:problem:expired", "status": 410, "detail": "cursor: …"}
            route.fulfill(status=410, json=problem, content_type="application/problem+json")
        else:
            route.continue_()

    visitor.try_sample()
    more = visitor.garment().get_by_role("button", name="Show more")
    visitor.search_by(more)
    before = visitor.products()
    visitor.page.route("**/v1/search", expire)
    with visitor.page.expect_response(lambda response: response.url.endswith("/v1/search") and response.ok):
        more.click()
    expect(visitor.cards()).not_to_have_count(len(before))
    after = visitor.products()
    assert after[: len(before)] == before
    assert len(set(after)) == len(after)
    assert [bool(body["cursor"]) for body in asked] == [True, False]
    expect(visitor.failure()).to_be_hidden()
