"""Counts by product -> counts by category, and tables that a merchandiser reads: pure functions."""

from collections.abc import Mapping

from rich.table import Table

from services.recommender.events.counts import Counts, EventCounts, total

SHOWN_POSITIONS = 24
"""Places of a list that have a row of their own; what is further back is summed up."""
GONE = "no longer in the catalog"


def by_category(products: Mapping[str, Counts], category_of: Mapping[str, str]) -> dict[str, Counts]:
    """The most seen category first; products that are not in `category_of` come last, under `GONE`."""
    found: dict[str, Counts] = {}
    for product_id, counts in products.items():
        category = category_of.get(product_id, GONE)
        found[category] = found.get(category, Counts()) + counts
    return dict(sorted(found.items(), key=lambda item: (item[0] == GONE, -item[1].views, item[0])))


def by_position(positions: Mapping[int, Counts]) -> dict[str, Counts]:
    """By place in the list, counted from 1 as people do; what is past `SHOWN_POSITIONS` in one row."""
    found = {str(place + 1): positions[place] for place in sorted(positions) if place < SHOWN_POSITIONS}
    further = {place: counts for place, counts in positions.items() if place >= SHOWN_POSITIONS}
    if further:
        found[f"{SHOWN_POSITIONS + 1} and further"] = total(further)
    return found


def tables(counts: EventCounts, category_of: Mapping[str, str]) -> list[Table]:
    """Click-through by position and by category, and their sums."""
    return [
        _table("position", by_position(counts.positions)),
        _table("category", by_category(counts.products, category_of)),
    ]


def _table(name: str, rows: Mapping[str, Counts]) -> Table:
    table = Table(title=f"By {name}", show_footer=True)
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
