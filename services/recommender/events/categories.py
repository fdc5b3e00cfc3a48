"""Which category a product of the catalog is of."""

from collections.abc import Sequence

import lancedb

from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.errors import CatalogMissing
from services.recommender.ranking.wanted import quoted

AT_ONCE = 500
"""Ids that one query names."""


def categories_of(uri: str, product_ids: Sequence[str]) -> dict[str, str]:
    """Product -> category; a product that is not in the live version is left out.

    Raises:
        CatalogMissing: there is no catalog.
    """
    found: dict[str, str] = {}
    try:
        table = lancedb.connect(uri).open_table(TABLE)
        table.checkout(int(table.tags.get_version(LIVE)))
        for start in range(0, len(product_ids), AT_ONCE):
            condition = f"id IN ({', '.join(map(quoted, product_ids[start : start + AT_ONCE]))})"
            rows = table.search().where(condition).select(["id", "category"]).limit(AT_ONCE).to_list()
            found |= {row["id"]: row["category"] for row in rows}
    except (RuntimeError, ValueError, OSError) as error:
        raise CatalogMissing(f"no catalog at {uri}: import one with `vitrine catalog import FEED`") from error
    return found
