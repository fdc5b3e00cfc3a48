"""Every error is a clear sentence, and whoever can try again is offered to."""

import json

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.visitor import WITHIN_MS, Visitor


def test_text_file_is_named_as_no_photo_and_not_sent(visitor: Visitor) -> None:
    visitor.choose_file("notes.txt", b"a shopping list", "text/plain")
    expect(visitor.failure()).to_contain_text("not a photo we can read")
    expect(visitor.failure()).to_be_focused()
    expect(visitor.failure().get_by_role("button", name="Try again")).to_have_count(0)
    assert visitor.uploads == []


def test_broken_photo_is_told_by_the_shop(visitor: Visitor) -> None:
    visitor.allow_failed_requests = True
    visitor.choose_file("broken.jpg", b"\xff\xd8\xff\xe0 not a JPEG after all")
    expect(visitor.failure()).to_be_visible()
    expect(visitor.failure()).to_contain_text("photo")
    assert len(visitor.uploads) == 1


def test_empty_file(visitor: Visitor) -> None:
    visitor.choose_file("empty.jpg", b"")
    expect(visitor.failure()).to_contain_text("empty")


@pytest.mark.parametrize(
    ("status", "slug", "sentence", "again"),
    [
        (413, "too-large", "too large", False),
        (415, "not-an-image", "not a photo we can read", False),
        (422, "unprocessable", "can't work with that photo", False),
        (429, "too-many-requests", "Try again in 7 seconds", True),
        (500, "internal", "wrong on our side", True),
        (503, "overloaded", "very busy", True),
        (504, "deadline-exceeded", "took too long", True),
    ],
)
def test_problem_is_a_sentence(visitor: Visitor, status: int, slug: str, sentence: str, again: bool) -> None:
    visitor.allow_failed_requests = True
    problem = {"type": f"urn:vitrine:problem:{slug}", "title": slug, "status": status, "request_id": "abc123"}
    visitor.page.route(
        "**/v1/recommendations",
        lambda route: route.fulfill(
            status=status,
            content_type="application/problem+json",
            headers={"Retry-After": "7"},
            body=json.dumps(problem),
        ),
    )
    visitor.page.locator(".sample").first.click()

    expect(visitor.failure()).to_contain_text(sentence)
    retry = visitor.failure().get_by_role("button", name="Try again")
    expect(retry).to_have_count(1 if again else 0)
    if again:
        visitor.page.unroute("**/v1/recommendations")
        retry.click()
        visitor.wait_for_answer()
        expect(visitor.failure()).to_be_hidden()


def test_offline(visitor: Visitor) -> None:
    visitor.allow_failed_requests = True
    photo = visitor.sample()
    visitor.page.context.set_offline(True)
    visitor.choose_file("photo.webp", photo, "image/webp")
    expect(visitor.failure()).to_contain_text("You are offline")
    visitor.page.context.set_offline(False)
    visitor.failure().get_by_role("button", name="Try again").click()
    visitor.wait_for_answer()


def test_failed_correction_keeps_the_products_and_can_be_repeated(visitor: Visitor) -> None:
    visitor.allow_failed_requests = True
    visitor.try_sample()
    before = visitor.products()
    visitor.page.route("**/v1/search", lambda route: route.fulfill(status=503, body="{}"))
    visitor.garment().get_by_role("group", name="Piece").locator("label").nth(1).click()

    notice = visitor.garment().get_by_role("alert")
    expect(notice).to_contain_text("very busy")
    assert visitor.products() == before

    visitor.page.unroute("**/v1/search")
    visitor.search_by(notice.get_by_role("button", name="Try again"))
    expect(notice).to_be_hidden()


@pytest.mark.parametrize(
    ("part", "sentence"),
    [("gender", "could not guess the department"), ("pose", "could not look for people")],
)
def test_degraded_answer_is_told_politely(visitor: Visitor, part: str, sentence: str) -> None:
    def degrade(route: Route) -> None:
        answer = route.fetch(timeout=WITHIN_MS)
        route.fulfill(response=answer, json={**answer.json(), "degraded": [part]})

    visitor.page.route("**/v1/recommendations", degrade)
    visitor.try_sample()
    expect(visitor.page.locator(".notice.gentle")).to_contain_text(sentence)


def test_products_that_did_not_come_can_be_asked_for_again(visitor: Visitor) -> None:
    def without_products(route: Route) -> None:
        answer = route.fetch(timeout=WITHIN_MS)
        body = answer.json()
        for person in body["people"]:
            for garment in person["garments"]:
                garment["recommendations"] = []
        route.fulfill(response=answer, json={**body, "degraded": ["recommender"]})

    visitor.page.route("**/v1/recommendations", without_products)
    visitor.page.locator(".sample").first.click()
    again = visitor.garment().get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    visitor.search_by(again)
    assert visitor.products()
    assert len(visitor.uploads) == 1


def test_photo_can_be_read_again_when_the_clothes_were_not(visitor: Visitor) -> None:
    def without_garments(route: Route) -> None:
        answer = route.fetch(timeout=WITHIN_MS)
        body = answer.json()
        for person in body["people"]:
            person["garments"] = []
        route.fulfill(response=answer, json={**body, "degraded": ["clothes"]})

    visitor.page.route("**/v1/recommendations", without_garments, times=1)
    visitor.page.locator(".sample").first.click()
    notice = visitor.page.locator(".notice.gentle")
    expect(notice).to_contain_text("could not read the clothes")
    notice.get_by_role("button", name="Read the photo again").click()
    visitor.wait_for_answer()


def test_unknown_product(visitor: Visitor) -> None:
    visitor.allow_failed_requests = True
    visitor.page.goto(f"{visitor.shop}/shop/no-such-thing")
    expect(visitor.failure()).to_contain_text("don't have that any more")
