import io

from rich.console import Console

from services.recommender.events.counts import Counts, EventCounts
from services.recommender.events.report import GONE, by_category, by_position, tables


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
    rows = by_position({2: Counts(5), 0: Counts(9), 24: Counts(1), 30: Counts(2, 1)})
    assert rows == {"1": Counts(9), "3": Counts(5), "25 and further": Counts(3, 1)}
    assert list(rows) == ["1", "3", "25 and further"]


def test_tables_name_the_shares() -> None:
    counts = EventCounts(
        products={"t1": Counts(200, 13, 2)}, positions={0: Counts(200, 13, 2), 1: Counts(clicks=1)}
    )
    console = Console(file=io.StringIO(), width=100)
    for table in tables(counts, {"t1": "Tee"}):
        console.print(table)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "By position" in text
    assert "By category" in text
    assert text.count("6.5%") == 3, "the first position, the category and all categories"
    assert "7.0%" in text, "all positions"
    assert "–" in text, "a click that nobody is known to have seen"
