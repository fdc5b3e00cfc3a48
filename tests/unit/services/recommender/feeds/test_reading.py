import gc
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from services.recommender import demo
from services.recommender.errors import FeedError
from services.recommender.feeds.categories import load_categories
from services.recommender.feeds.reading import Format, read_feed
from services.recommender.feeds.rows import Reject, Row
from tests.unit.services.recommender.feeds.written import (
    GOOD,
    Attributes,
    atom,
    jsonl,
    product,
    rss,
    shopify,
    tsv,
)


def shopify_file(*rows: Attributes) -> bytes:
    return shopify(
        *(
            {
                "Title": row["title"],
                "URL handle": row["id"],
                "SKU": row["id"],
                "Price": row["price"].split()[0],
                "Product image URL": row["image_link"],
            }
            for row in rows
        )
    )


WRITERS = [
    (tsv, Format.TSV),
    (rss, Format.XML),
    (atom, Format.XML),
    (jsonl, Format.JSONL),
    (shopify_file, Format.SHOPIFY),
]
every_format = pytest.mark.parametrize(("write", "format_"), WRITERS)
Writer = Callable[..., bytes]


def write_file(folder: Path, content: bytes) -> Path:
    path = folder / "feed.txt"
    path.write_bytes(content)
    return path


@every_format
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_the_format_is_told_from_the_content(
    tmp_path: Path, write: Writer, format_: Format, start: bytes
) -> None:
    feed = read_feed(write_file(tmp_path, start + write(GOOD)))
    assert feed.format == format_
    (row,) = feed
    assert isinstance(row, Row)
    assert row.category == "Blazer"
    link = "/products/p1" if format_ == Format.SHOPIFY else GOOD["link"]
    group = "p1" if format_ == Format.SHOPIFY else ""
    assert row.product == product({**GOOD, "link": link, "item_group_id": group})


def test_a_forced_format_is_not_doubted(tmp_path: Path) -> None:
    path = write_file(tmp_path, tsv(GOOD))
    (first, _) = read_feed(path, Format.JSONL)
    assert isinstance(first, Reject)
    with pytest.raises(FeedError, match="XML without"):
        list(read_feed(path, Format.XML))
    with pytest.raises(FeedError, match="Shopify"):
        list(read_feed(path, Format.SHOPIFY))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (gzip.compress(b"id"), "the file is packed by gzip; unpack it first"),
        (b"PK\x03\x04", "the file is packed by zip"),
        ("id\ttitle".encode("utf-16"), "the file is UTF-16; save it as UTF-8"),
        (b"id\ttitle\rp1\tTee\r", "its lines end in CR alone; save it with line ends of Windows or Unix"),
        (b'[{"id": 1}]', "the file is a JSON list; JSON Lines has one product a line and no brackets"),
        (b"a,b\n1,2", "the format is not known by its first line, 'a,b'; it may be tsv, xml, shopify, jsonl"),
        (
            b"id,title,image link,price\n",
            "the format is not known by its first line, 'id,title,image link,price'",
        ),
        (b"id\ttitle\n", "the first line names no link, image_link, availability, price"),
    ],
)
def test_what_is_no_feed_is_one_error(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(FeedError) as error:
        list(read_feed(write_file(tmp_path, content)))
    assert str(error.value).startswith(f"feed: {reason}")


@pytest.mark.parametrize("name", ["none.tsv", ".", "a\0b"])
def test_what_cannot_be_opened_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(FeedError, match="cannot be read"):
        read_feed(tmp_path / name)


@every_format
def test_the_position_rises_to_the_size_of_the_file(tmp_path: Path, write: Writer, format_: Format) -> None:
    rows = [{**GOOD, "id": f"p{number}"} for number in range(3000)]
    path = write_file(tmp_path, write(*rows))
    feed = read_feed(path, format_)
    assert (feed.position, feed.size) == (0, path.stat().st_size)
    positions = [feed.position for _ in feed]
    assert len(positions) == len(rows)
    assert positions == sorted(positions)
    assert 0 < positions[0] < feed.size / 2
    assert feed.position == feed.size


def test_a_feed_that_is_left_unread_leaves_no_file_open(tmp_path: Path) -> None:
    path = write_file(tmp_path, tsv(GOOD, {**GOOD, "id": "p2"}))
    assert read_feed(path).position == 0
    next(read_feed(path))
    gc.collect()  # an open file would warn, which is an error


def test_a_feed_that_is_gone_when_it_is_read_is_an_error(tmp_path: Path) -> None:
    path = write_file(tmp_path, tsv(GOOD))
    feed = read_feed(path)
    path.unlink()
    with pytest.raises(FeedError, match="cannot be read"):
        next(feed)


def test_every_product_of_the_demo_shop_is_good_and_in_its_category() -> None:
    for row in read_feed(Path(demo.__file__).parent / "feed.tsv"):
        assert isinstance(row, Row), row
        assert row.category == row.product.id.split("-")[0].title()


def test_ones_own_table_of_categories_is_used(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("kind,pattern,category\nword,blazer,Jacket\n", encoding="utf-8")
    (row,) = read_feed(write_file(tmp_path, tsv(GOOD)), categories=load_categories(table))
    assert isinstance(row, Row)
    assert row.category == "Jacket"


def test_currency_and_shop_of_a_shopify_file(tmp_path: Path) -> None:
    path = write_file(tmp_path, shopify_file(GOOD))
    (row,) = read_feed(path, currency="GBP", shop="https://shop.example")
    assert isinstance(row, Row)
    assert str(row.product.price) == "103.90 GBP"
    assert row.product.link == "https://shop.example/products/p1"
    (row,) = read_feed(path)
    assert isinstance(row, Row)
    assert str(row.product.price) == "103.90 EUR"


@pytest.mark.parametrize("written", [tsv, shopify_file])
@pytest.mark.parametrize("currency", ["eur", "EURO", "€"])
def test_a_currency_that_is_none_is_an_error(
    written: Callable[..., bytes], currency: str, tmp_path: Path
) -> None:
    path = write_file(tmp_path, written(GOOD))
    with pytest.raises(FeedError, match=f"currency: '{currency}': not three capital letters, like EUR"):
        list(read_feed(path, currency=currency))


def test_a_feed_in_another_currency_than_was_asked_for(tmp_path: Path) -> None:
    (reject,) = read_feed(write_file(tmp_path, tsv(GOOD)), currency="CHF")
    assert isinstance(reject, Reject)
    assert reject.reason == "price: is in EUR, the catalog's prices are in CHF"
