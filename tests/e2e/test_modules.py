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


def test_sizes_in_the_order_of_a_shop(visitor: Visitor) -> None:
    ordered = ["XXS", "xs", "S", "M", "L", "XL", "2XL", "XXXL", "28", "W30 L32", "one size"]
    script = """async (sizes) => {
      const { bySize } = await import("/assets/modules/sizes.js");
      return sizes.sort(bySize);
    }"""
    assert visitor.page.evaluate(script, ordered[::-1]) == ordered


def test_a_product_knows_where_it_is_shown(visitor: Visitor) -> None:
    placed = call(visitor, "search_request", "placed", [{"id": "tee"}, {"id": "skirt"}], "r1", "search", 8)
    assert [product["place"] for product in placed] == [
        {"request_id": "r1", "product_id": "tee", "list": "search", "position": 8},
        {"request_id": "r1", "product_id": "skirt", "list": "search", "position": 9},
    ]


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"price_min": None, "price_max": None, "in_stock": True, "brand": None, "size": None}, 0),
        ({"price_min": 0, "price_max": None, "in_stock": False, "brand": "Atelier", "size": None}, 3),
    ],
)
def test_set_filters_are_counted(visitor: Visitor, filters: dict[str, Any], number: int) -> None:
    assert call(visitor, "search_request", "setFilters", filters) == number


def test_events_leave_by_answer_and_at_most_a_hundred_at_once(visitor: Visitor) -> None:
    events = [{"event": {"request_id": f"r{number % 2}", "position": number}} for number in range(240)]
    batches = call(visitor, "events", "batches", events)
    assert [len(batch) for batch in batches] == [100, 20, 100, 20]
    assert all(len({one["event"]["request_id"] for one in batch}) == 1 for batch in batches)
    assert sorted(one["event"]["position"] for batch in batches for one in batch) == list(range(240))


@pytest.mark.parametrize("link", ["/shop/tee 1", "https://shop.example/tee"])
def test_only_links_to_our_own_shop_say_where_they_were_followed(visitor: Visitor, link: str) -> None:
    place = {"request_id": "r1", "product_id": "tée #1", "list": "completes", "position": 3}
    followed = call(visitor, "origin", "linkFrom", {"link": link, "place": place})
    if link.startswith("https:"):
        assert followed == link
    else:
        path, fragment = followed.split("#")
        assert path == link
        assert call(visitor, "origin", "originOf", f"#{fragment}") == place


@pytest.mark.parametrize(
    "fragment", ["", "#main", "#request_id=r&product_id=p", "#request_id=r&product_id=p&position=x"]
)
def test_an_address_that_does_not_say_where_it_comes_from(visitor: Visitor, fragment: str) -> None:
    assert call(visitor, "origin", "originOf", fragment) is None


@pytest.mark.parametrize("said", ["", "&list=", "&list=null", "&list=best"])
def test_a_list_that_is_none_of_ours_is_not_named(visitor: Visitor, said: str) -> None:
    origin = call(visitor, "origin", "originOf", f"#request_id=r&product_id=p&position=3{said}")
    assert origin == {"request_id": "r", "product_id": "p", "position": 3}


def variant(name: str, colour: str, size: str, availability: str = "in_stock") -> dict[str, str]:
    return {
        "id": name,
        "colour": colour,
        "size": size,
        "availability": availability,
        "image_link": f"{colour}.webp",
    }


def test_variants_one_of_each_look_and_all_sizes_of_this_one(visitor: Visitor) -> None:
    variants = [
        variant("red-m", "red", "M"),
        variant("red-xl", "red", "XL"),
        variant("red-s", "red", "S", "out_of_stock"),
        variant("navy-s", "navy", "S"),
        variant("navy-m", "navy", "M", "out_of_stock"),
        variant("teal-s", "teal", "S", "out_of_stock"),
        variant("teal-l", "teal", "L"),
    ]
    looks = call(visitor, "variants", "looksOf", variants)
    assert [one["id"] for one in looks] == ["navy-m", "red-m", "teal-l"]
    sizes = call(visitor, "variants", "sizesOf", variants)
    assert [one["id"] for one in sizes] == ["red-s", "red-m", "red-xl"]
