import pytest

from services.recommender.feeds.categories import load_categories
from services.recommender.feeds.checking import check
from services.recommender.feeds.rows import Record, Reject
from tests.unit.services.recommender.feeds.linen_shirt import MEDIUM, SHIRT, attributes, read
from tests.unit.services.recommender.feeds.written import good_products, shopify


def test_a_product_without_options_has_neither_colour_nor_size() -> None:
    found = attributes(
        **{"Option1 name": "Title", "Option1 value": "Default Title", "Option2 name": "", "SKU": ""}
    )
    assert found["id"] == "linen-shirt"
    assert not {"color", "size"} & found.keys()


@pytest.mark.parametrize(
    ("tracker", "quantity", "oversell", "availability"),
    [
        ("shopify", "1", "DENY", "in_stock"),
        ("shopify", "0", "deny", "out_of_stock"),
        ("shopify", "-2", "", "out_of_stock"),
        ("shopify", "0", "TRUE", "backorder"),
        ("shopify", "0", "continue", "backorder"),
        ("", "0", "DENY", "in_stock"),
        ("shopify", "", "DENY", "in_stock"),
    ],
)
def test_availability_follows_from_the_stock(
    tracker: str, quantity: str, oversell: str, availability: str
) -> None:
    stock = {
        "Inventory tracker": tracker,
        "Inventory quantity": quantity,
        "Continue selling when out of stock": oversell,
    }
    assert attributes(**stock)["availability"] == availability


@pytest.mark.parametrize(
    ("price", "compare_at", "expected"),
    [
        ("50", "60", ("60 EUR", "50 EUR")),
        ("50", "50.00", ("50 EUR", None)),
        ("50", "40", ("50 EUR", None)),
        ("50", "0.00", ("50 EUR", None)),
        ("50", "", ("50 EUR", None)),
    ],
)
def test_a_higher_price_of_before_makes_a_sale(
    price: str, compare_at: str, expected: tuple[str, str | None]
) -> None:
    found = attributes(**{"Price": price, "Compare-at price": compare_at})
    assert (found["price"], found.get("sale_price")) == expected


def test_what_is_longer_than_googles_limits_is_shortened() -> None:
    long = "ab/ " * 100
    found = attributes(**{"Title": long, "Vendor": long, "SKU": long, "URL handle": "h" * 255})
    (good,) = good_products(check([Record(2, found)], load_categories()))
    assert good.title.endswith("…")
    assert len(good.id) == len(good.item_group_id) == 50
    assert "/" not in good.id


@pytest.mark.parametrize(
    "change", [{"Status": "Draft"}, {"Status": "archived"}, {"Published on online store": "FALSE"}]
)
def test_what_is_not_for_sale_is_passed_over(change: dict[str, str]) -> None:
    assert read(shopify({**SHIRT, **change}, MEDIUM)) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Inventory quantity": "many"}, "inventory quantity: 'many': not a whole number"),
        ({"Compare-at price": "x"}, "price: '59.90', compare-at 'x': not an amount"),
        ({"Price": "59,90"}, "price: '59,90 EUR': not an amount with a currency, like 89.00 EUR"),
        ({"Price": ""}, "price: is missing"),
        ({"Title": ""}, "title: is missing"),
        ({"Product image URL": ""}, "image_link: is missing"),
        ({"Product image URL": "first.jpg"}, "image_link: 'first.jpg': not an http(s) address"),
    ],
)
def test_a_bad_variant_is_rejected_with_its_line(change: dict[str, str], reason: str) -> None:
    other = {**SHIRT, "URL handle": "other", "SKU": "other"}
    bad, good = check(read(shopify({**SHIRT, **change}, other)), load_categories())
    assert isinstance(bad, Reject)
    assert (bad.line, bad.id) == (2, "LS-W-S")
    assert bad.reason.startswith(reason)
    assert not isinstance(good, Reject)
