"""One process at a time writes a catalog."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.recommender.errors import CatalogBusy


@contextmanager
def writing(uri: str) -> Iterator[None]:
    """Hold the catalog for writing.

    The system lets go of the lock when its process ends, however it ends, so nothing is ever left locked.
    Of a catalog in a folder, the lock is a file beside it. A catalog on object storage is locked for the
    processes of this machine only: let one machine import.

    Raises:
        CatalogBusy: another process holds it.
    """
    path = lock_file(uri)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise CatalogBusy(f"catalog: {uri} is being written by process {file.read().strip()}") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def lock_file(uri: str) -> Path:
    """Where the lock of a catalog is."""
    if "://" in uri:
        return Path(tempfile.gettempdir()) / f"vitrine-{hashlib.sha256(uri.encode()).hexdigest()[:16]}.lock"
    return Path(f"{uri.rstrip('/')}.lock")
