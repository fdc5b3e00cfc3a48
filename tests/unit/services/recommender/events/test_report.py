import io

from rich.console import Console
from rich.table import Table

from services.recommender.events.counts import Counts, EventCounts
from services.recommender.events.report import (
    GONE,
    NOT_SAID,
    by_category,
    by_list,
    by_position,
    table_of_list,
    tables,
)


def test_categories_by_views_and_what_is_gone_at_the_end() -> None:
    products = {
        "t1": Counts(10, 1, 0),
        "t2": Counts(10, 3, 1),
        "j1": Counts(50, 5, 0),
        "gone": Counts(99, 9, 9),
    }
    assert by_category(products, {"t1": "Tee", "t2": "Tee", "j1": "Jeans"}) == {
        "Jeans": Counts(50, 5, 0),
        "Tee": Counts(20, 4, 1),
        GONE: Counts(99, 9, 9),
    }
    assert list(by_category(products, {"t1": "Tee"})) == ["Tee", GONE]


def test_positions_are_counted_from_one_and_summed_up_far_back() -> None:
    far = {("", 24): Counts(1), ("similar", 30): Counts(2, 1)}
    rows = by_position({("", 2): Counts(5), ("search", 0): Counts(4), ("", 0): Counts(9), **far})
    assert rows == {"1": Counts(13), "3": Counts(5), "25 and further": Counts(3, 1)}
    assert list(rows) == ["1", "3", "25 and further"]


def test_lists_by_views_and_what_was_not_said_at_the_end() -> None:
    places = {
        ("", 0): Counts(99),
        ("similar", 0): Counts(3),
        ("similar", 4): Counts(2, 1),
        ("search", 0): Counts(7),
    }
    rows = by_list(places)
    assert rows == {"search": Counts(7), "similar": Counts(5, 1), NOT_SAID: Counts(99)}
    assert list(rows) == ["search", "similar", NOT_SAID]


def shown(*tables: Table) -> str:
    console = Console(file=io.StringIO(), width=100)
    for table in tables:
        console.print(table)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


def test_one_list_by_position() -> None:
    counts = EventCounts(
        places={("", 0): Counts(98), ("similar", 0): Counts(41), ("similar", 4): Counts(20, 5)}
    )
    text = shown(table_of_list(counts, "similar"))
    assert "By position in similar" in text
    assert "25.0%" in text
    assert "98" not in text
    assert "61" in text, "the sum"


def test_tables_name_the_shares() -> None:
    counts = EventCounts(
        products={"t1": Counts(200, 13, 2)},
        places={("search", 0): Counts(200, 13, 2), ("", 1): Counts(clicks=1)},
    )
    text = shown(*tables(counts, {"t1": "Tee"}))
    assert "By list" in text
    assert "By position" in text
    assert "By category" in text
    assert text.count("6.5%") == 4, "the list, the first position, the category and all categories"
    assert text.count("7.0%") == 2, "all lists, all positions"
    assert "–" in text, "a click that nobody is known to have seen"
