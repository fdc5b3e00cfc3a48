from pathlib import Path
from typing import Any

import lancedb
import pytest

from services.recommender.catalog.schema import TABLE
from services.recommender.catalog.versions import live_table, published_versions, roll_back
from services.recommender.errors import CatalogBusy, CatalogMissing, FeedError, RowsRejected
from services.recommender.feeds.file import FeedFile
from services.recommender.importing import update as module
from services.recommender.importing.lock import writing
from services.recommender.importing.update import UpdateReport, update_catalog
from tests.unit.services.recommender.shop import feed_text, import_rows, row


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    rows = [row(number, price="20.00 EUR", availability="in_stock") for number in range(6)]
    import_rows(tmp_path, rows)
    return tmp_path


def update(shop: Path, *lines: str, **options: Any) -> UpdateReport:
    feed = shop / "offers.tsv"
    feed.write_text("\n".join(line.replace("|", "\t") for line in lines) + "\n")
    return update_catalog(FeedFile(feed), str(shop / "catalog"), **options)


def offers(shop: Path) -> dict[str, tuple[int, int | None, int, str]]:
    table = live_table(str(shop / "catalog"))
    return {
        one["id"]: (one["price_cents"], one["sale_price_cents"], one["asked_cents"], one["availability"])
        for one in table.search().limit(99).to_list()
    }


UNCHANGED = (2000, None, 2000, "in_stock")


def test_prices_and_availability_change_and_nothing_else(shop: Path) -> None:
    before = live_table(str(shop / "catalog")).search().limit(99).to_arrow().sort_by("id")
    report = update(
        shop,
        "id|price|sale_price|availability|title",
        "p0|15.00 EUR|12.00 EUR|out of stock|Another title",
        "p1|20.00 EUR||in_stock|",
        "p2|||preorder|",
    )
    assert (report.changed, report.unchanged, report.rejects) == (2, 1, [])
    assert offers(shop) == {
        "p0": (1500, 1200, 1200, "out_of_stock"),
        "p1": UNCHANGED,
        "p2": (2000, None, 2000, "preorder"),
        **{f"p{number}": UNCHANGED for number in (3, 4, 5)},
    }
    after = live_table(str(shop / "catalog")).search().limit(99).to_arrow().sort_by("id")
    others = [name for name in before.column_names if name not in module.CHANGED]
    assert after.select(others).equals(before.select(others))


def test_a_price_without_a_sale_price_ends_the_sale(shop: Path) -> None:
    update(shop, "id|sale_price", "p0|12.00 EUR")
    assert offers(shop)["p0"] == (2000, 1200, 1200, "in_stock")
    update(shop, "id|availability", "p0|backorder")
    assert offers(shop)["p0"] == (2000, 1200, 1200, "backorder")
    update(shop, "id|price", "p0|18.00 EUR")
    assert offers(shop)["p0"] == (1800, None, 1800, "backorder")


def test_bad_rows_are_reported_and_the_others_taken(shop: Path) -> None:
    report = update(
        shop,
        "id|price|sale_price|availability",
        "p0|cheap||",
        "none|1.00 EUR||",
        "p1|10.00 USD||",
        "p2||30.00 EUR|",
        "p3|||",
        "p4|1.00 EUR||",
        "p4|2.00 EUR||",
        "p5|||maybe",
        "|1.00 EUR||",
    )
    assert [(reject.line, reject.id, reject.reason[:40]) for reject in report.rejects] == [
        (2, "p0", "price: 'cheap': not an amount with a cur"),
        (3, "none", "id: 'none' is not in the catalog"),
        (4, "p1", "price: is in USD, the catalog is in EUR"),
        (5, "p2", "sale_price: 30.00 EUR is above the price"),
        (6, "p3", "line: has neither price nor sale_price n"),
        (8, "p4", "id: 'p4' is on line 7 already"),
        (9, "p5", report.rejects[6].reason[:40]),
        (10, "", "id: is missing"),
    ]
    assert report.rejects[6].reason.startswith("availability: 'maybe': ")
    assert report.changed == 1
    assert offers(shop)["p4"][0] == 100


def test_strict_changes_nothing(shop: Path) -> None:
    with pytest.raises(RowsRejected, match="1 rows are rejected"):
        update(shop, "id|price", "p0|1.00 EUR", "none|1.00 EUR", strict=True)
    assert set(offers(shop).values()) == {UNCHANGED}


def test_what_changes_nothing_makes_no_version(shop: Path) -> None:
    before = published_versions(str(shop / "catalog"))
    report = update(shop, "id|price", "p0|20.00 EUR")
    assert report.version == before[0].number
    assert published_versions(str(shop / "catalog")) == before


def test_an_update_can_be_rolled_back(shop: Path) -> None:
    update(shop, "id|price", "p0|1.00 EUR")
    assert [version.kind for version in published_versions(str(shop / "catalog"))] == ["update", "import"]
    roll_back(str(shop / "catalog"))
    assert offers(shop)["p0"] == UNCHANGED
    update(shop, "id|price", "p1|1.00 EUR")
    assert (offers(shop)["p0"], offers(shop)["p1"][0]) == (UNCHANGED, 100)


def test_what_an_interrupted_import_left_is_not_updated(shop: Path) -> None:
    lancedb.connect(shop / "catalog").open_table(TABLE).delete("id = 'p1'")
    update(shop, "id|price", "p0|1.00 EUR")
    assert len(offers(shop)) == 6


def test_many_updates_do_not_fill_the_disk(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY_VERSIONS", 4)
    for price in range(1, 6):
        update(shop, "id|price", f"p0|{price}.00 EUR")
    assert offers(shop)["p0"][0] == 500
    assert offers(shop)["p5"] == UNCHANGED


def test_a_whole_feed_is_an_update_too(shop: Path) -> None:
    feed = shop / "feed.tsv"
    feed.write_text(feed_text([row(number, price="7.00 EUR") for number in range(6)]))
    assert update_catalog(FeedFile(feed), str(shop / "catalog")).changed == 6
    assert {price for price, *_ in offers(shop).values()} == {700}


def test_what_cannot_be_is_an_error(shop: Path, tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="has no row"):
        update(shop, "id|price")
    with pytest.raises(FeedError, match="cannot be read"):
        update_catalog(FeedFile(tmp_path / "none.tsv"), str(shop / "catalog"))
    with pytest.raises(CatalogMissing):
        update_catalog(FeedFile(tmp_path / "none.tsv"), str(tmp_path / "none"))
    with writing(str(shop / "catalog")), pytest.raises(CatalogBusy):
        update(shop, "id|price", "p0|1.00 EUR")


def test_a_sale_that_is_over_ends(shop: Path) -> None:
    columns = "id|price|sale_price|sale_price_effective_date"
    update(shop, columns, "p0|20.00 EUR|15.00 EUR|", "p1|20.00 EUR|15.00 EUR|2020-01-01/9999-12-31")
    assert [offers(shop)[one][2] for one in ("p0", "p1")] == [1500, 1500]
    over = "20.00 EUR|15.00 EUR|2020-01-01T00:00+0100/2020-02-01T00:00+0100"
    report = update(shop, columns, f"p0|{over}", "p1|20.00 EUR|15.00 EUR|soon")
    assert [offers(shop)[one][2] for one in ("p0", "p1")] == [2000, 1500]
    assert [one.reason.split(":")[0] for one in report.rejects] == ["sale_price_effective_date"]
