"""What is in the catalog that is served."""

from collections import Counter
from dataclasses import dataclass

import lancedb

from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.errors import CatalogMissing


@dataclass(frozen=True)
class CatalogStats:
    """Products of the live version, counted."""

    version: int
    products: int
    by_category: dict[str, Counter[str]]
    """Category -> products by gender."""
    availability: Counter[str]
    embedding_models: Counter[str]
    cheapest_cents: int
    dearest_cents: int
    currency: str


def catalog_stats(uri: str) -> CatalogStats:
    """Count the live version.

    Raises:
        CatalogMissing: there is no catalog.
    """
    columns = ["category", "gender", "availability", "embedding_model", "asked_cents", "currency"]
    try:
        table = lancedb.connect(uri).open_table(TABLE)
        version = int(table.tags.get_version(LIVE))
        table.checkout(version)
        rows = table.search().select(columns).limit(table.count_rows()).to_list()
    except (RuntimeError, ValueError, OSError) as error:
        raise CatalogMissing(f"no catalog at {uri}: import one with `vitrine catalog import FEED`") from error
    by_category: dict[str, Counter[str]] = {}
    for row in rows:
        by_category.setdefault(row["category"], Counter())[row["gender"]] += 1
    return CatalogStats(
        version=version,
        products=len(rows),
        by_category=by_category,
        availability=Counter(row["availability"] for row in rows),
        embedding_models=Counter(row["embedding_model"] for row in rows),
        cheapest_cents=min(row["asked_cents"] for row in rows),
        dearest_cents=max(row["asked_cents"] for row in rows),
        currency=rows[0]["currency"],
    )
