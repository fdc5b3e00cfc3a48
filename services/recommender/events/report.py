"""Counts by product and place -> tables that a merchandiser reads, by category, list and position."""

from collections.abc import Mapping

from rich.table import Table

from contracts.events import EventList
from services.recommender.events.counts import Counts, EventCounts, Place, total

SHOWN_POSITIONS = 24
"""Places of a list that have a row of their own; what is further back is summed up."""
GONE = "no longer in the catalog"
NOT_SAID = "not said"
"""Of events whose sender does not name the list."""


def by_category(products: Mapping[str, Counts], category_of: Mapping[str, str]) -> dict[str, Counts]:
    """The most seen category first; products that are not in `category_of` come last, under `GONE`."""
    found: dict[str, Counts] = {}
    for product_id, counts in products.items():
        category = category_of.get(product_id, GONE)
        found[category] = found.get(category, Counts()) + counts
    return dict(sorted(found.items(), key=lambda item: (item[0] == GONE, -item[1].views, item[0])))


def by_list(places: Mapping[Place, Counts]) -> dict[str, Counts]:
    """The most seen list first, and last what happened in none that was named."""
    found: dict[str, Counts] = {}
    for (of_list, _), counts in places.items():
        found[of_list or NOT_SAID] = found.get(of_list or NOT_SAID, Counts()) + counts
    return dict(sorted(found.items(), key=lambda item: (item[0] == NOT_SAID, -item[1].views, item[0])))


def by_position(places: Mapping[Place, Counts]) -> dict[str, Counts]:
    """Of all lists, counted from 1 as people do; what is past `SHOWN_POSITIONS` in one row."""
    found: dict[str, Counts] = {}
    for (_, position), counts in sorted(places.items(), key=lambda item: item[0][1]):
        row = str(position + 1) if position < SHOWN_POSITIONS else f"{SHOWN_POSITIONS + 1} and further"
        found[row] = found.get(row, Counts()) + counts
    return found


def tables(counts: EventCounts, category_of: Mapping[str, str]) -> list[Table]:
    """Click-through by list, by position and by category, and their sums."""
    return [
        _table("By list", "list", by_list(counts.places)),
        _table("By position", "position", by_position(counts.places)),
        _table("By category", "category", by_category(counts.products, category_of)),
    ]


def table_of_list(counts: EventCounts, of_list: EventList) -> Table:
    """Click-through by position in one of the lists."""
    places = {place: counted for place, counted in counts.places.items() if place[0] == of_list}
    return _table(f"By position in {of_list}", "position", by_position(places))


def _table(title: str, name: str, rows: Mapping[str, Counts]) -> Table:
    table = Table(title=title, show_footer=True)
    all_ = total(rows)
    table.add_column(name, footer="all")
    for heading, number in (("views", all_.views), ("clicks", all_.clicks)):
        table.add_column(heading, footer=str(number), justify="right")
    table.add_column("click-through", footer=_share(all_), justify="right")
    table.add_column("buys", footer=str(all_.buys), justify="right")
    for label, counts in rows.items():
        table.add_row(label, str(counts.views), str(counts.clicks), _share(counts), str(counts.buys))
    return table


def _share(counts: Counts) -> str:
    """Clicks without any view have no share."""
    share = counts.click_through
    return "–" if share is None else f"{share:.1%}"
