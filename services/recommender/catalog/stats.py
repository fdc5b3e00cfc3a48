"""What is in the catalog that is served."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from services.recommender.catalog.versions import live_table, told_what_to_do


@dataclass(frozen=True)
class CatalogStats:
    """Products of the live version, counted."""

    version: int
    products: int
    by_category: dict[str, Counter[str]]
    """Category -> products by gender; "" is none of the ten."""
    availability: Counter[str]
    embedding_models: Counter[str]
    """"" is no embedding."""
    cheapest_cents: int
    dearest_cents: int
    currency: str
    oldest: int
    """When the shop had a product of it first, Unix seconds."""
    newest: int
    """The same of the product that came last."""


def catalog_stats(uri: str) -> CatalogStats:
    """Count the live version.

    Raises:
        CatalogMissing: there is no catalog.
    """
    table = live_table(uri)
    names = ["category", "gender", "availability", "embedding_model", "asked_cents", "currency", "first_seen"]
    with told_what_to_do(uri):
        columns = table.search().select(names).limit(table.count_rows()).to_arrow()
    by_category: dict[str, Counter[str]] = {}
    for pair in columns.group_by(["category", "gender"]).aggregate([([], "count_all")]).to_pylist():
        by_category.setdefault(pair["category"], Counter())[pair["gender"]] = pair["count_all"]
    asked, seen = pc.min_max(columns["asked_cents"]).as_py(), pc.min_max(columns["first_seen"]).as_py()
    return CatalogStats(
        version=int(table.version),
        products=len(columns),
        by_category=by_category,
        availability=_counted(columns["availability"]),
        embedding_models=_counted(columns["embedding_model"]),
        cheapest_cents=asked["min"],
        dearest_cents=asked["max"],
        currency=columns["currency"][0].as_py(),
        oldest=seen["min"],
        newest=seen["max"],
    )


def _counted(column: Any) -> Counter[str]:
    return Counter({pair["values"]: pair["counts"] for pair in pc.value_counts(column).to_pylist()})
