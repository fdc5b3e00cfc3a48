import io
import json
from pathlib import Path

import pytest

from services.recommender.catalog.export import COLUMNS, exported, write_jsonl, write_tsv
from services.recommender.catalog.versions import live_table
from services.recommender.errors import CatalogMissing
from services.recommender.feeds.file import FeedFile
from services.recommender.importing.run import import_feed
from tests.unit.services.recommender.shop import row

ROWS = [
    {**row(0), "description": 'Of cotton, "soft", and warm.', "sale_price": "5.00 EUR", "price": "9.5 EUR"},
    {**row(1), "title": '"Quoted"', "additional_image_link": "/a.png,/b.png"},
    {**row(2), "title": "Gift card", "product_type": "Cards", "google_product_category": "53"},
    {**row(3), "description": 'One "', "gtin": "0012345"},
]


def rows_of(uri: str) -> list[dict[str, object]]:
    read: list[dict[str, object]] = (
        live_table(uri).search().select([*COLUMNS, "category"]).limit(99).to_list()
    )
    return read


def imported(feed: Path, uri: str) -> list[dict[str, object]]:
    import_feed(FeedFile(feed), uri, None)
    return rows_of(uri)


@pytest.mark.parametrize("write", [write_tsv, write_jsonl])
def test_an_export_imports_to_the_same(tmp_path: Path, write: object) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps(one) + "\n" for one in ROWS))
    first = imported(feed, str(tmp_path / "first"))
    assert [one["category"] for one in first] == ["Tee", "Jacket", "", "Blazer"]
    out = io.StringIO()
    assert callable(write)
    assert write(exported(str(tmp_path / "first")), out) == 4
    again = tmp_path / "exported"
    again.write_text(out.getvalue())
    assert imported(again, str(tmp_path / "second")) == first


def test_a_line_break_is_a_space_in_a_table_of_lines() -> None:
    out = io.StringIO()
    assert write_tsv(iter([{"id": "p1", "description": "warm\nand\tsoft"}]), out) == 1
    assert out.getvalue().splitlines()[1].startswith("p1\t\twarm and soft\t")


def test_prices_are_written_as_a_feed_writes_them(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text(json.dumps(ROWS[0]))
    imported(feed, str(tmp_path / "catalog"))
    (product,) = exported(str(tmp_path / "catalog"))
    assert (product["price"], product["sale_price"]) == ("9.50 EUR", "5.00 EUR")
    assert "gtin" not in product


def test_without_a_catalog_nothing_is_exported(tmp_path: Path) -> None:
    with pytest.raises(CatalogMissing):
        list(exported(str(tmp_path / "none")))
