"""What was seen, opened and bought is told to the shop, beside everything else."""

import json
from collections import Counter
from typing import Any

from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.e2e.visitor import WITHIN_MS, Visitor

SENT = "**/v1/events"
TRIES = 3


def events_of(request: Request) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads(request.post_data or "")["events"]
    return events


def has(kind: str) -> Any:
    def holds(request: Request) -> bool:
        return request.url.endswith("/v1/events") and any(
            event["type"] == kind for event in events_of(request)
        )

    return holds


def a_minute_passes(page: Page) -> None:
    """For a page whose clock is installed."""
    for _ in range(6):
        page.clock.run_for(10_000)
        page.wait_for_timeout(20)


def test_what_was_in_sight_for_a_second_is_seen_and_the_rest_is_not(visitor: Visitor) -> None:
    with (
        visitor.page.expect_response(SENT) as told,
        visitor.page.expect_response("**/v1/recommendations") as answered,
    ):
        visitor.try_sample()
    assert told.value.status == 200
    events = events_of(told.value.request)
    assert told.value.json() == {"accepted": len(events), "repeated": 0}
    assert {(event["type"], event["request_id"]) for event in events} == {
        ("view", answered.value.json()["request_id"])
    }
    shown = visitor.products()
    assert {event["product_id"] for event in events} <= set(shown)
    assert all(shown[event["position"]] == event["product_id"] for event in events)
    assert events[0]["position"] == 0
    assert {event["list"] for event in events} == {"recommendations"}
    lowest = visitor.page.locator(".product-card").last.get_attribute("data-product")
    assert lowest not in {event["product_id"] for event in events}


def test_opening_and_buying_count_for_the_answer_that_led_there(visitor: Visitor) -> None:
    with visitor.page.expect_response("**/v1/recommendations") as answered:
        visitor.try_sample()
    request_id = answered.value.json()["request_id"]
    card = visitor.garment().locator(".product-card").nth(1)
    product_id = card.get_attribute("data-product")
    with visitor.page.expect_request(has("click")) as clicked:
        with visitor.page.expect_popup() as opened:
            card.get_by_role("link", name="Buy").click()
        shop = opened.value
        shop.get_by_role("button", name="Buy").click()
        with shop.expect_request(has("buy")) as bought:
            shop.keyboard.press("Escape")
    place = {"list": "recommendations", "position": 1}
    expected = {"request_id": request_id, "product_id": product_id, **place}
    assert {"type": "click", **expected} in events_of(clicked.value)
    assert {"type": "buy", **expected} in events_of(bought.value)
    response = bought.value.response()
    assert response is not None
    assert response.status == 200


def test_who_leaves_sends_what_is_left(visitor: Visitor) -> None:
    visitor.page.evaluate("navigator.sendBeacon = (address, body) => { window.sent = [address, body]; }")
    visitor.page.evaluate("""async () => {
      const { record } = await import("/assets/modules/events.js");
      record("view", { request_id: "r1", product_id: "tee", position: 0 });
      record("view", { request_id: "r1", product_id: "tee", position: 5 });
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    address, kind, body = visitor.page.evaluate(
        "(async () => [sent[0], sent[1].type, await sent[1].text()])()"
    )
    assert (address, kind) == ("/v1/events", "application/json")
    event = {"type": "view", "request_id": "r1", "product_id": "tee", "position": 0}
    assert json.loads(body) == {"events": [event]}, "the same product of the same answer is seen once"


def test_a_shop_that_does_not_take_events_disturbs_nobody(visitor: Visitor) -> None:
    visitor.allow_failed_requests = True
    sent: Counter[tuple[str, str]] = Counter()

    def refuse(route: Route) -> None:
        sent.update((event["request_id"], event["product_id"]) for event in events_of(route.request))
        route.fulfill(status=503, body="{}")

    visitor.page.route(SENT, refuse)
    visitor.page.clock.install()
    visitor.try_sample()
    visitor.search_by(visitor.garment().get_by_role("group", name="Piece").locator("label").nth(1))
    expect(visitor.failure()).to_be_hidden()

    for _ in range(100):
        a_minute_passes(visitor.page)
        if sent and min(sent.values()) == TRIES:
            break
    a_minute_passes(visitor.page)
    assert set(sent.values()) == {TRIES}, "tried again, but not for ever"
    expect(visitor.page.get_by_role("alert").locator("visible=true")).to_have_count(0)


def test_a_browser_that_asks_not_to_be_tracked_tells_nothing(browser: Browser, shop: str) -> None:
    context = browser.new_context(locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(WITHIN_MS)
    context.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })")
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(shop)
    page.clock.install()
    visitor = Visitor(page, shop)
    visitor.try_sample()
    a_minute_passes(page)
    assert not [url for url in asked if url.endswith("/v1/events")]
    context.close()
