"""Writes a new version of the catalog in one go, and switches to it whole."""

import uuid
from collections.abc import Iterable
from itertools import islice
from typing import Any

from services.recommender.catalog.staging import Staging

BATCHES = 32
"""Batches that are written together."""


def publish(uri: str, batches: Iterable[Any]) -> int:
    """Write the products as a new version and serve it from now on.

    An error or a crash on the way changes nothing for readers.

    Args:
        uri: of the catalog.
        batches: `pyarrow.RecordBatch`es of `SCHEMA`; an error that they raise ends it.

    Returns:
        The version.

    Raises:
        RuntimeError: the storage failed.
    """
    staging = Staging(uri, uuid.uuid4().hex)
    waiting = iter(batches)
    while together := list(islice(waiting, BATCHES)):
        staging.add(together)
    return staging.publish("import")
