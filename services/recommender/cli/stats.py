"""`vitrine catalog stats`."""

from collections import Counter
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from contracts.clothes import CATEGORIES
from services.recommender.catalog.stats import CatalogStats, catalog_stats
from services.recommender.cli.options import DEFAULT_URI, CatalogUri
from services.recommender.cli.screen import told

GENDERS = ("female", "male", "unisex")


def stats(catalog_uri: CatalogUri = DEFAULT_URI) -> None:
    """Count the products of the catalog that is served."""
    with told("Nothing to count:"):
        counted = catalog_stats(catalog_uri)
    console = Console()
    console.print(_by_category(counted))
    lines = [
        "availability: " + _listed(counted.availability),
        f"prices: {counted.cheapest_cents / 100:.2f} to {counted.dearest_cents / 100:.2f} {counted.currency}",
        "embeddings: " + _listed(counted.embedding_models),
        f"seen first: {_date(counted.oldest)} to {_date(counted.newest)}",
    ]
    for line in lines:
        console.print(line, highlight=False, soft_wrap=True)


def _by_category(counted: CatalogStats) -> Table:
    table = Table(
        "category", *GENDERS, "all", title=f"{counted.products} products, version {counted.version}"
    )
    labels = [label for labels in CATEGORIES.values() for label in labels]
    for category in [*labels, *([""] if "" in counted.by_category else [])]:
        of_category = counted.by_category.get(category, Counter())
        numbers = [of_category.get(gender, 0) for gender in GENDERS]
        name = category or "none of these: not recommended"
        table.add_row(name, *(str(number) for number in [*numbers, sum(numbers)]))
    return table


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name or 'none'} ({count})" for name, count in counts.most_common())


def _date(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"
