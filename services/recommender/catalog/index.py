"""Indices of the catalog table.

Search needs none: what products are filtered and compared by is in memory (`Shelf`), and rows are read by
their place. Only an update asks the table for products by id.
"""

from typing import Any

from lancedb.index import BTree


def build_indices(table: Any) -> None:
    """Index the latest version of a `lancedb` table, unless it is already."""
    if not any("id" in index.columns for index in table.list_indices()):
        table.create_index("id", config=BTree())
