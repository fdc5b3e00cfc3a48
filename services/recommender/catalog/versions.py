"""The versions of the catalog: which one is served, and which it can be rolled back to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, get_args

import lancedb

from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.errors import CatalogMissing, NoSuchVersion

Kind = Literal["import", "update", "reindex"]

KEPT_VERSIONS: Final = 5
"""Published versions that can be rolled back to; the disk holds what only they have."""

KEPT: Final = timedelta(days=1)
"""Versions younger than this stay as well, for services that still have them open."""

MARGIN: Final = timedelta(minutes=1)
"""Between the oldest version with a tag and what is freed."""

INDEX_CACHE: Final = 64 * 2**20
METADATA_CACHE: Final = 64 * 2**20
"""Bytes that LanceDB may keep; by default it is gigabytes."""


def connected(uri: str) -> Any:
    """A `lancedb` connection to the catalog that keeps little in memory."""
    return lancedb.connect(uri, session=lancedb.Session(INDEX_CACHE, METADATA_CACHE))


@dataclass(frozen=True)
class CatalogVersion:
    """A version that was complete and served."""

    number: int
    kind: Kind
    """What made it."""
    published: datetime
    products: int
    live: bool


def live_table(uri: str) -> Any:
    """The `lancedb.Table`, at the version that is served.

    Raises:
        CatalogMissing: there is no catalog.
    """
    with told_what_to_do(uri):
        table = connected(uri).open_table(TABLE)
        table.checkout(LIVE)
        return table


def published_versions(uri: str) -> list[CatalogVersion]:
    """Newest first.

    Raises:
        CatalogMissing: there is no catalog.
    """
    with told_what_to_do(uri):
        table = connected(uri).open_table(TABLE)
        live = int(table.tags.get_version(LIVE))
        written = {int(version["version"]): version for version in table.list_versions()}
        return [
            CatalogVersion(
                number=number,
                kind=kind,
                published=written[number]["timestamp"].astimezone(UTC),
                products=int(written[number]["metadata"]["total_rows"]),
                live=number == live,
            )
            for number, kind in _published(table)
        ]


def go_live(table: Any, kind: Kind) -> int:
    """Serve the latest version from now on, and remember it among those that were served.

    Readers see the old version until the last step, which moves one tag.

    Returns:
        The version.
    """
    version = int(table.version)
    name = f"{kind}-{version}"
    if name not in table.tags.list():
        table.tags.create(name, version)
    move_tag(table, LIVE, version)
    for number, old in _published(table)[KEPT_VERSIONS:]:
        table.tags.delete(f"{old}-{number}")
    return version


def roll_back(uri: str, to: int | None = None) -> int:
    """Serve a version that was served before; the next newest before the live one if `to` is None.

    Raises:
        CatalogMissing: there is no catalog.
        NoSuchVersion: it was never served, or is not kept any more.
    """
    with told_what_to_do(uri):
        table = connected(uri).open_table(TABLE)
        live = int(table.tags.get_version(LIVE))
    kept = [number for number, _ in _published(table)]
    if to is None:
        to = next((number for number in kept if number < live), None)
        if to is None:
            raise NoSuchVersion(f"catalog: nothing before version {live} is kept")
    elif to not in kept:
        raise NoSuchVersion(f"catalog: version {to} is none of {', '.join(map(str, kept))}")
    move_tag(table, LIVE, to)
    return to


def move_tag(table: Any, name: str, version: int) -> None:
    """Point a tag at a version, whether it is there already or not."""
    if name in table.tags.list():
        table.tags.update(name, version)
    else:
        table.tags.create(name, version)


def prune(table: Any) -> None:
    """Free what only versions hold that are neither tagged nor young.

    LanceDB refuses to look at versions that are older than one with a tag, so the oldest tag is the limit.
    """
    tagged = {int(tag["version"]) for tag in table.tags.list().values()}
    # LanceDB tells local time without a zone
    dates = [v["timestamp"].astimezone(UTC) for v in table.list_versions() if int(v["version"]) in tagged]
    now = datetime.now(UTC)
    table.optimize(cleanup_older_than=max([KEPT, *(now - date + MARGIN for date in dates)]))


def _published(table: Any) -> list[tuple[int, Kind]]:
    """Number and kind, newest first."""
    found = []
    for name, tag in table.tags.list().items():
        kind = name.partition("-")[0]
        if kind in get_args(Kind):
            found.append((int(tag["version"]), kind))
    return sorted(found, reverse=True)


@contextmanager
def told_what_to_do(uri: str) -> Iterator[None]:
    """Turn LanceDB's errors on a catalog that is not there into one that says how to make one."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        raise CatalogMissing(f"no catalog at {uri}: import one with `vitrine catalog import FEED`") from error
