import pytest

from services.recommender.feeds import checking
from services.recommender.feeds.categories import load_categories
from services.recommender.feeds.checking import check
from services.recommender.feeds.rows import Record, Reject, Row
from tests.unit.services.recommender.feeds.written import GOOD


def checked(*rows: dict[str, str], currency: str = "") -> list[Row | Reject]:
    records = (Record(line, {**GOOD, "id": f"p{line}", **row}) for line, row in enumerate(rows, start=2))
    return list(check(records, load_categories(), currency=currency))


def test_a_good_row_is_a_product_with_its_category() -> None:
    rows = checked({"gender": "Female"}, {"google_product_category": "187"})
    assert [(row.line, row.category) for row in rows if isinstance(row, Row)] == [(2, "Blazer"), (3, None)]
    assert isinstance(rows[0], Row)
    assert rows[0].product.gender == "female"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": "a/b"}, "id: 'a/b': has '/', which an id may not"),
        ({"title": "x" * 151}, f"title: '{'x' * 60}…': string should have at most 150 characters"),
        (
            {"description": "x" * 5001},
            f"description: '{'x' * 60}…': string should have at most 5000 characters",
        ),
        ({"price": "cheap"}, "price: 'cheap': not an amount with a currency, like 89.00 EUR"),
        ({"price": "0.00 EUR"}, "price: '0.00 EUR': must be above 0 and at most 10000000"),
        ({"price": "89,00 EUR"}, "price: '89,00 EUR': not an amount"),
        (
            {"price": "10.00 EUR", "sale_price": "11.00 EUR"},
            "sale_price: 11.00 EUR is above the price, 10.00 EUR",
        ),
        ({"sale_price": "1.00 USD"}, "sale_price: is in USD, price is in EUR"),
        ({"availability": "maybe"}, "availability: 'maybe': input should be 'in_stock', 'out_of_stock', "),
        ({"gender": "women"}, "gender: 'women': input should be 'male', 'female' or 'unisex'"),
        ({"link": "javascript:alert(1)"}, "link: 'javascript:alert(1)': not an http(s) address"),
        ({"image_link": f"/{'x' * 2000}"}, f"image_link: '/{'x' * 59}…': string should have at most 2000"),
        ({"additional_image_link": "/a, ftp://b"}, "additional_image_link: '/a, ftp://b': not an http(s)"),
        ({"additional_image_link": "/" * 2001}, f"additional_image_link: '{'/' * 60}…': an address has 2001"),
        ({"title": "Te\x00e"}, "title: 'Te\\x00e': has the character U+0000 at 3"),
        ({"description": "a\x1b"}, "description: 'a\\x1b': has the character U+001B at 2"),
        ({"brand": "\ud800"}, "brand: '\\ud800': has the character U+D800 at 1"),
        ({"title": "<b>Tee</b>"}, "title: '<b>Tee</b>': has the HTML tag '<b>'"),
        ({"color": "red<br />blue"}, "color: 'red<br />blue': has the HTML tag '<br />'"),
    ],
)
def test_a_reason_names_the_attribute_the_value_and_the_limit(changes: dict[str, str], reason: str) -> None:
    (reject,) = checked(changes)
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)
    assert reject.reason.isprintable()


def test_every_reason_is_told() -> None:
    (reject,) = check([Record(7, {"id": "p7", "gender": "x"})], load_categories())
    assert isinstance(reject, Reject)
    assert (reject.line, reject.id) == (7, "p7")
    missing = ("title", "link", "image_link", "availability", "price")
    for reason in (*(f"{name}: is missing" for name in missing), "gender: 'x': "):
        assert reason in reject.reason


def test_an_id_fits_on_a_line_of_a_report() -> None:
    (reject,) = checked({"id": "a\nb\t\ud800" + "c" * 100})
    assert isinstance(reject, Reject)
    assert reject.id == "a\ufffdb\ufffd\ufffd" + "c" * 45


def test_lines_in_a_title_are_one_and_those_of_a_description_stay() -> None:
    (row,) = checked({"title": "Linen\r\n  tee", "description": "One\ntwo <i>three</i> \u00a0"})
    assert isinstance(row, Row)
    assert row.product.title == "Linen   tee"
    assert row.product.description == "One two three"


def test_an_id_that_comes_twice_is_rejected_the_second_time() -> None:
    _, second, third = checked({"id": "p"}, {"id": " p"}, {"id": "p2"})
    assert second == Reject(3, "p", "id: 'p' is on line 2 already")
    assert isinstance(third, Row)


def test_an_id_of_a_bad_row_is_still_free() -> None:
    _, second = checked({"id": "p", "price": "x"}, {"id": "p"})
    assert isinstance(second, Row)


USD = {"price": "10.00 USD"}


def test_the_currency_of_most_rows_is_that_of_the_catalog() -> None:
    first, second, third = checked(USD, {}, {})
    assert first == Reject(2, "p2", "price: is in USD, the catalog's prices are in EUR")
    assert isinstance(second, Row)
    assert isinstance(third, Row)


def test_the_first_of_two_currencies_that_are_as_frequent_wins() -> None:
    rows = checked({"price": "none"}, USD, {}, {}, USD)
    assert [row.line for row in rows if isinstance(row, Row)] == [3, 6]


def test_a_currency_that_was_asked_for_is_that_of_the_catalog() -> None:
    rows = checked({}, USD, {}, currency="USD")
    assert [row.line for row in rows if isinstance(row, Row)] == [3]
    assert rows[2] == Reject(4, "p4", "price: is in EUR, the catalog's prices are in USD")


def test_a_feed_of_any_length_is_looked_at_from_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "FIRST", 2)
    rows = checked(USD, {"price": "none"}, {}, {}, {}, USD)
    assert [row.line for row in rows if isinstance(row, Row)] == [2, 7]
    bad = {"price": "none"}
    rows = checked(bad, bad, USD, {}, {})
    assert [row.line for row in rows if isinstance(row, Row)] == [4], "the first that is good"


def test_rejects_of_the_reader_stay_in_their_place() -> None:
    records: list[Record | Reject] = [
        Record(2, {**GOOD}),
        Reject(3, "", "line: broken"),
        Record(4, {**GOOD, "id": "p4"}),
    ]
    assert [row.line for row in check(records, load_categories())] == [2, 3, 4]
