from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.recommender.feeds.product import MAX_AMOUNT, Money, parse_price
from tests.unit.services.recommender.feeds.written import GOOD, product


@given(st.integers(1, MAX_AMOUNT), st.sampled_from(["EUR", "USD", "JPY"]))
def test_no_cent_is_lost(cents: int, currency: str) -> None:
    price = parse_price(f"{cents // 100}.{cents % 100:02d} {currency}")
    assert price == (cents, currency)
    assert parse_price(str(price)) == price


@pytest.mark.parametrize(
    ("text", "cents"), [("1.0234 EUR", 102), ("29.8999 EUR", 2990), ("0.995 EUR", 100), ("5EUR", 500)]
)
def test_less_than_a_cent_is_rounded(text: str, cents: int) -> None:
    assert parse_price(text) == Money(cents, "EUR")


@given(st.text(max_size=30))
def test_no_price_raises_anything_but_value_error(text: str) -> None:
    with suppress(ValueError):
        assert 0 < parse_price(text).cents <= MAX_AMOUNT


def test_a_sale_price_is_what_a_shopper_pays() -> None:
    assert product({**GOOD, "price": "50.00 EUR"}).asked == (5000, "EUR")
    assert product({**GOOD, "price": "50.00 EUR", "sale_price": "39.90 EUR"}).asked == (3990, "EUR")


@pytest.mark.parametrize("availability", ["In Stock", "in_stock", " IN STOCK "])
def test_availability_is_known_however_it_is_written(availability: str) -> None:
    assert product({**GOOD, "availability": availability}).availability == "in_stock"


@pytest.mark.parametrize(
    "link",
    [
        "https://shop.example",
        "HTTPS://shop.example/p?a=1#b",
        "http://shop.example:8080/a,b",
        "https://user@shop.example/",
        "https://[::1]/p",
        "https://köln.example/straße",
        "/shop/p1",
        "/",
    ],
)
def test_addresses_of_the_web_and_paths_of_the_shop_are_links(link: str) -> None:
    assert product({**GOOD, "link": link}).link == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://shop.example/p",
        "//other.example/p",
        "shop.example/p",
        "https:///p",
        "https://shop.example/a b",
        "https://shop.example/\u2028a",
        'https://shop.example/"onclick',
        "/\\other.example",
        "https://[bad",
    ],
)
def test_nothing_else_is_a_link(link: str) -> None:
    for name in ("link", "image_link", "additional_image_link"):
        with pytest.raises(ValidationError):
            product({**GOOD, name: link})


def test_a_description_is_plain_text() -> None:
    assert product({**GOOD, "description": "<p>Soft &amp; warm</p>"}).description == "Soft & warm"


def test_addresses_of_pictures_may_have_commas() -> None:
    links = ["https://cdn.example/w_400,h_400,ar_16:9/a.jpg", "/b.jpg", "http://cdn.example/c.jpg"]
    read = product({**GOOD, "additional_image_link": f"{links[0]} , {links[1]},,{links[2]},"})
    assert read.additional_image_link == ",".join(links)
    assert product({**GOOD, "additional_image_link": ",".join(links)}) == read
