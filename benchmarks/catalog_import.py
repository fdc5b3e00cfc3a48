"""`python -m benchmarks.catalog_import`: products a second into the catalog, and updates of prices."""

import random
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from contracts.clothes import CATEGORIES
from contracts.palette import PALETTE
from services.recommender.catalog.stats import catalog_stats
from services.recommender.feeds.file import FeedFile
from services.recommender.importing.run import import_feed
from services.recommender.importing.update import update_catalog

COLUMNS: Final = (
    "id", "title", "description", "link", "image_link", "availability", "price", "sale_price", "brand",
    "gtin", "gender", "age_group", "color", "size", "item_group_id", "google_product_category",
    "product_type",
)  # fmt: skip
LABELS: Final = [label for labels in CATEGORIES.values() for label in labels]
WANTED: Final = "20,000"


@dataclass
class Taken:
    """What a step took."""

    wall_s: float = 0
    processor_s: float = 0
    """Of this process and those that it started and that ended."""


def write_feed(path: Path, products: int) -> None:
    """A Google Merchant feed whose rows are as long and as different as a shop's."""
    chance = random.Random(0)
    with path.open("w", encoding="utf-8") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for number in range(products):
            label, colour = chance.choice(LABELS), chance.choice(list(PALETTE))
            price = chance.randint(2000, 20000)
            row = {
                "id": f"sku-{number:07d}",
                "title": f"{colour.title()} {label} no. {number}",
                "description": f"A {label} in {colour}, of soft cotton that keeps its shape. " * 3,
                "link": f"https://shop.example/products/{number}",
                "image_link": f"https://cdn.shop.example/images/{number}.jpg",
                "availability": "in stock" if number % 10 else "out of stock",
                "price": f"{price / 100:.2f} EUR",
                "sale_price": f"{price * 0.8 / 100:.2f} EUR" if number % 4 == 0 else "",
                "brand": f"Brand {number % 300}",
                "gtin": str(4_000_000_000_000 + number),
                "gender": chance.choice(("male", "female", "unisex")),
                "age_group": "adult",
                "color": colour,
                "size": chance.choice(("S", "M", "L", "XL")),
                "item_group_id": f"style-{number // 4}",
                "google_product_category": "1604",
                "product_type": f"Clothing > {label}",
            }
            file.write("\t".join(row[name] for name in COLUMNS) + "\n")


def write_offers(path: Path, products: int, changed: int) -> None:
    """New prices for every so many-th product, so that they are all over the catalog."""
    step = max(products // changed, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write("id\tprice\tavailability\n")
        for number in range(0, products, step):
            file.write(f"sku-{number:07d}\t{10 + number % 90}.50 EUR\tin stock\n")


@contextmanager
def measured() -> Iterator[Taken]:
    """Fill in what the block takes."""
    taken, wall, processor = Taken(), time.monotonic(), _processor_s()
    yield taken
    taken.wall_s, taken.processor_s = time.monotonic() - wall, _processor_s() - processor


def _processor_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(
    products: Annotated[int, typer.Option(help="Of the generated feed.")] = 1_000_000,
    updates: Annotated[int, typer.Option(help="Products with a new price.")] = 100_000,
    feed: Annotated[Path | None, typer.Option(help="Measure this feed; --products is left alone.")] = None,
) -> None:
    """Import a feed without pictures, import it again, and update prices."""
    table = Table("step", "rows", "seconds", "rows a second", "processor seconds", "wanted")

    def tell(step: str, rows: int, taken: Taken, wanted: str = "") -> None:
        numbers = (f"{taken.wall_s:.1f}", f"{rows / taken.wall_s:,.0f}", f"{taken.processor_s:.1f}")
        table.add_row(step, f"{rows:,}", *numbers, wanted)

    with tempfile.TemporaryDirectory() as folder:
        uri = str(Path(folder) / "catalog")
        if feed is None:
            feed = Path(folder) / "feed.tsv"
            write_feed(feed, products)
        for step in ("import", "the same again"):
            with measured() as taken:
                report = import_feed(FeedFile(feed), uri, None)
            tell(step, report.products, taken, f">= {WANTED}")
        offers = Path(folder) / "offers.tsv"
        write_offers(offers, report.products, updates)
        for step in ("update", "another update"):
            with measured() as taken:
                updated = update_catalog(FeedFile(offers), uri)
            tell(step, updated.changed + updated.unchanged, taken, "thousands")
            write_offers(offers, report.products, updates // 2)
        with measured() as taken:
            counted = catalog_stats(uri)
        tell("stats", counted.products, taken)
        size = sum(file.stat().st_size for file in Path(uri).rglob("*") if file.is_file())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.caption = f"{size / 2**20:,.0f} MB on disk with all versions, {peak:,.0f} MB of memory at most"
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
