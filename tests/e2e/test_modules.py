"""The page's pure functions, called in the browser that they are written for."""

from typing import Any

import pytest

from tests.e2e.visitor import Visitor


def call(visitor: Visitor, module: str, function: str, *arguments: Any) -> Any:
    """What an exported function of one of the page's modules returns."""
    script = """async ([module, name, values]) => {
      const exported = await import(`/assets/modules/${module}.js`);
      return exported[name](...values);
    }"""
    return visitor.page.evaluate(script, [module, function, list(arguments)])


@pytest.mark.parametrize(
    ("width", "height", "fits"),
    [(8000, 6000, (2048, 1536)), (300, 400, (300, 400)), (30000, 3, (2048, 1)), (2049, 2048, (2048, 2047))],
)
def test_photo_is_shrunk_and_never_enlarged(
    visitor: Visitor, width: int, height: int, fits: tuple[int, int]
) -> None:
    assert call(visitor, "photo", "fitted", width, height) == {"width": fits[0], "height": fits[1]}


@pytest.mark.parametrize(
    ("fields", "low", "high"),
    [
        (("", ""), None, None),
        (("10", "20"), 10, 20),
        (("20", "10"), 10, 20),
        (("12,50", ""), 12.5, None),
        (("abc", "-3"), None, None),
    ],
)
def test_price_fields(
    visitor: Visitor, fields: tuple[str, str], low: float | None, high: float | None
) -> None:
    form = {"from": fields[0], "to": fields[1], "inStock": True}
    expected = {"price_min": low, "price_max": high, "in_stock": True}
    assert call(visitor, "search_request", "readFilters", form) == expected


def test_first_more_asks_past_what_is_shown_and_then_the_cursor_leads(visitor: Visitor) -> None:
    question = [{"query": "token"}, {"category": "Tee", "colour": None}, "male", {"in_stock": True}]
    first = call(visitor, "search_request", "nextPage", *question, 8, None)
    assert first == {
        "query": "token",
        "category": "Tee",
        "colour": None,
        "gender": "male",
        "in_stock": True,
        "limit": 16,
        "cursor": None,
    }
    assert call(visitor, "search_request", "nextPage", *question, 47, None)["limit"] == 48
    later = call(visitor, "search_request", "nextPage", *question, 16, "next")
    assert (later["limit"], later["cursor"]) == (8, "next")


def test_waiting_time_is_told_in_words(visitor: Visitor) -> None:
    told = call(visitor, "messages", "explain", {"slug": "overloaded", "status": 503, "retryAfter": 1})
    assert told["advice"].endswith("Try again in 1 second.")
    assert told["retry"]


def test_missing_clothes_silence_what_follows_from_them(visitor: Visitor) -> None:
    assert len(call(visitor, "messages", "degradedSentences", ["pose", "gender"])) == 2
    assert len(call(visitor, "messages", "degradedSentences", ["pose", "clothes"])) == 1
