"""A feed -> batches of columns, read by a process of its own where the feed is large.

Python parses on one core. In a second process it costs the import nothing: what comes over the pipe are
columns (Arrow's stream format), which are used as they lie in memory.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from typing import IO, Any, Final

import pyarrow as pa

from services.recommender.catalog.schema import FEED_SCHEMA
from services.recommender.errors import FeedError
from services.recommender.feeds.file import FeedFile
from services.recommender.feeds.reading import Feed
from services.recommender.feeds.rows import Reject, Row
from services.recommender.importing.batches import feed_batch

LARGE: Final = 16 * 2**20
"""Bytes of a feed from which on a process of its own is worth its start."""

_STREAM: Final = FEED_SCHEMA.append(pa.field("line", pa.int64(), nullable=False))


@dataclass(frozen=True)
class Parsed:
    """The next rows of a feed."""

    products: Any
    """`pyarrow.RecordBatch` of `FEED_SCHEMA`."""
    lines: Any
    """`pyarrow.Array` int64: the line of each."""
    rejects: list[Reject]
    position: int
    """Bytes of the feed that were read."""
    size: int
    """Bytes of the feed."""


def parsed(feed: FeedFile, rows: int, large: int = LARGE) -> Iterator[Parsed]:
    """Read a feed by batches.

    Args:
        feed: what to read.
        rows: of a batch, bad ones included.
        large: bytes from which on another process reads it.

    Raises:
        FeedError: it cannot be read, or is no feed.
    """
    try:
        size = feed.path.stat().st_size
    except OSError as error:
        raise FeedError(f"feed: {feed.path} cannot be read: {error.strerror or error}") from error
    return _parsed_elsewhere(feed, rows) if size >= large else _parsed_here(feed, rows)


def _parsed_here(feed: FeedFile, rows: int) -> Iterator[Parsed]:
    read = feed.rows
    while some := list(islice(read, rows)):
        yield _batch(some, read)


def _batch(rows: list[Row | Reject], feed: Feed) -> Parsed:
    good = [row for row in rows if isinstance(row, Row)]
    return Parsed(
        products=feed_batch([row.product for row in good], [row.category for row in good]),
        lines=pa.array([row.line for row in good], pa.int64()),
        rejects=[row for row in rows if isinstance(row, Reject)],
        position=feed.position,
        size=feed.size,
    )


def _parsed_elsewhere(feed: FeedFile, rows: int) -> Iterator[Parsed]:
    command = [sys.executable, "-m", "services.recommender.importing.parsing", str(rows), *feed.arguments()]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        with closing(process.stdout), pa.ipc.open_stream(process.stdout) as stream:
            while True:
                batch, metadata = stream.read_next_batch_with_custom_metadata()
                told = json.loads(metadata["told"])
                if "error" in told:
                    raise FeedError(told["error"])
                yield Parsed(
                    products=batch.select(FEED_SCHEMA.names),
                    lines=batch["line"],
                    rejects=[Reject(**reject) for reject in told["rejects"]],
                    position=told["position"],
                    size=told["size"],
                )
    except StopIteration:
        return
    except (pa.ArrowInvalid, OSError) as error:
        raise FeedError(f"feed: the process that reads {feed.path.name} ended early: {error}") from error
    finally:
        process.kill()
        process.wait()


def _send(feed: FeedFile, rows: int, pipe: IO[bytes]) -> None:
    """What the other process does."""
    with pa.ipc.new_stream(pipe, _STREAM) as stream:
        try:
            for part in _parsed_here(feed, rows):
                told = {
                    "rejects": [asdict(reject) for reject in part.rejects],
                    "position": part.position,
                    "size": part.size,
                }
                batch = part.products.append_column(_STREAM.field("line"), part.lines)
                stream.write_batch(batch, custom_metadata={"told": json.dumps(told)})
        except FeedError as error:
            nothing = pa.RecordBatch.from_pylist([], _STREAM)
            stream.write_batch(nothing, custom_metadata={"told": json.dumps({"error": str(error)})})


def _main(rows: str, *feed: str) -> None:
    # millions of small objects that refer to nothing: looking for cycles among them costs a fifth of the time
    gc.set_threshold(1_000_000)
    try:
        # buffered whatever Python was told of its own: without a buffer, a write that a signal cuts short
        # (the process is stopped and goes on, its container is paused) is not taken up again
        with open(sys.stdout.fileno(), "wb", closefd=False) as pipe:
            _send(FeedFile.from_arguments(*feed), int(rows), pipe)
    except OSError:
        # the import has ended, and wants no more: Python would try to flush what is left
        os._exit(1)


if __name__ == "__main__":
    _main(*sys.argv[1:])
