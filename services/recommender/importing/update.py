"""Prices and availability of products that are served already, as a new version that takes over whole."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from lancedb.index import BTree

from services.recommender.catalog.schema import LIVE
from services.recommender.catalog.versions import go_live, live_table, prune, told_what_to_do
from services.recommender.errors import FeedError, RowsRejected
from services.recommender.feeds.file import FeedFile
from services.recommender.feeds.product import Money
from services.recommender.feeds.rows import Reject
from services.recommender.importing.lock import writing
from services.recommender.importing.offers import Offer, read_offers

TOGETHER: Final = 50_000
"""Rows that are looked up in the catalog together."""

MANY_VERSIONS: Final = 64
"""From so many on, what only old versions hold is freed before another one is written."""

COLUMNS: Final = ["id", "price_cents", "sale_price_cents", "availability", "currency"]
CHANGED: Final = ["id", "price_cents", "sale_price_cents", "asked_cents", "availability"]


@dataclass
class UpdateReport:
    """What became of a feed of offers."""

    changed: int = 0
    """Products with another price or availability than before."""
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)
    """In the order of the feed."""
    version: int = 0
    """Of the catalog; the one that was live before where nothing changed."""


def update_catalog(
    feed: FeedFile, uri: str, *, strict: bool = False, on_rows: Callable[[int], None] = lambda _: None
) -> UpdateReport:
    """Take over prices, sale prices and availability by id; everything else of the feed is left alone.

    Args:
        feed: of any format; of TSV, only `id` and one of the three is needed.
        uri: of the catalog.
        strict: change nothing if a row is rejected.
        on_rows: told how many rows are done with, now and then.

    Raises:
        FeedError: the feed cannot be read; the catalog is as it was.
        RowsRejected: `strict`, and there are rejects; the catalog is as it was.
        CatalogMissing: there is none.
        CatalogBusy: another process is writing it.
        RuntimeError: the storage failed; the catalog is as it was.
    """
    with writing(uri):
        table = live_table(uri)
        with told_what_to_do(uri):
            live = table.search().select(COLUMNS).limit(max(table.count_rows(), 1)).to_arrow()
        report = UpdateReport(version=int(table.version))
        changes = []
        rows = read_offers(feed)
        done = 0
        while some := list(islice(rows, TOGETHER)):
            report.rejects += [row for row in some if isinstance(row, Reject)]
            changes.append(_changes(live, [row for row in some if not isinstance(row, Reject)], report))
            done += len(some)
            on_rows(done)
        report.rejects.sort(key=lambda reject: reject.line)
        if strict and report.rejects:
            raise RowsRejected(report.rejects)
        if not done:
            raise FeedError(f"feed: {feed.path.name} has no row")
        report.changed = sum(len(change) for change in changes)
        if report.changed:
            report.version = _publish(table, pa.concat_tables(changes))
        return report


def _changes(live: Any, offers: list[tuple[int, Offer]], report: UpdateReport) -> Any:
    """A `pyarrow.Table` with `CHANGED` of the products that will be different."""
    places = pc.index_in(
        pa.array([offer.id for _, offer in offers], pa.string()), value_set=live["id"].combine_chunks()
    )
    known = []
    for (line, offer), place in zip(offers, places.to_pylist(), strict=True):
        if place is None:
            report.rejects.append(Reject(line, offer.id, f"id: {offer.id!r} is not in the catalog"))
        else:
            known.append((line, offer, place))
    of_catalog = live.take(pa.array([place for _, _, place in known], pa.int64()))
    rows = []
    for (line, offer, _), old in zip(known, _tuples(of_catalog), strict=True):
        new = _offered(offer, *old)
        if isinstance(new, str):
            report.rejects.append(Reject(line, offer.id, new))
        elif new == old[1:4]:
            report.unchanged += 1
        else:
            price, sale, availability = new
            rows.append((offer.id, price, sale, price if sale is None else sale, availability))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(CHANGED)
    types = [pa.string(), pa.int64(), pa.int64(), pa.int64(), pa.string()]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    return pa.table(arrays, names=CHANGED)


def _tuples(table: Any) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].to_pylist() for name in COLUMNS), strict=True))


def _offered(
    offer: Offer, _: str, price: int, sale: int | None, availability: str, currency: str
) -> tuple[int, int | None, str] | str:
    """Price, sale price and availability from now on, or why they cannot be."""
    for name, amount in (("price", offer.price), ("sale_price", offer.sale_price)):
        if amount is not None and amount.currency != currency:
            return f"{name}: is in {amount.currency}, the catalog is in {currency}"
    if offer.price is not None:
        price, sale = offer.price.cents, None
    if offer.sale_price is not None:
        sale = offer.sale_price.cents
    if sale is not None and sale > price:
        return f"sale_price: {Money(sale, currency)} is above the price, {Money(price, currency)}"
    return price, sale, offer.availability or availability


def _publish(table: Any, changes: Any) -> int:
    """Write only the columns that change, on top of the live version."""
    table.checkout_latest()
    if int(table.version) != int(table.tags.get_version(LIVE)):
        # an import that was interrupted left something behind it
        table.checkout(LIVE)
        table.restore()
    if len(table.list_versions()) > MANY_VERSIONS:
        prune(table)
    table.merge_insert("id").when_matched_update_all().execute(changes)
    table.create_index("id", config=BTree())
    return go_live(table, "update")
