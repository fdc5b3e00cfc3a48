"""Where the photos of a data set are read from, whatever its layout."""

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from serving.errors import ServingError
from serving.image import Limits, decode
from serving.image.header import is_truncated, read_header
from training.data.layout import Layout, layout_of
from training.data.shards import Shards
from training.errors import DataError


class Photos(Protocol):
    """Photos by where they are (a shard, or a folder) and the name that they have there."""

    def rgb(self, shard: str, member: str) -> NDArray[np.uint8]:
        """A photo as uint8 [H, W, 3] RGB; DataError if it is missing or not an image."""


class Folder:
    """Image files under one folder; `shard` is the folder below it that holds `member`, "" for itself.

    A file is decoded as it is when served, and one that is cut off is refused: decoders fill it up with grey.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def has(self, shard: str, member: str) -> bool:
        """Whether there is such a file; it is not opened."""
        return (self._path / shard / member).is_file()

    def rgb(self, shard: str, member: str) -> NDArray[np.uint8]:
        """A photo as uint8 [H, W, 3] RGB, upright; DataError if it is missing, cut off or not an image."""
        try:
            return decode(self._read(shard, member), Limits()).pixels
        except ServingError as error:
            raise DataError(f"{self._path / shard / member}: {error}") from error

    def size(self, shard: str, member: str) -> tuple[int, int]:
        """Width and height in pixels of an upright photo, without decoding it; DataError as `rgb`."""
        data = self._read(shard, member)
        try:
            header = read_header(data)
        except ServingError as error:
            raise DataError(f"{self._path / shard / member}: {error}") from error
        if is_truncated(data, header.format):
            raise DataError(f"{self._path / shard / member}: the {header.format} file is truncated")
        return header.upright_size

    def _read(self, shard: str, member: str) -> bytes:
        try:
            return (self._path / shard / member).read_bytes()
        except OSError as error:
            raise DataError(f"{self._path / shard / member}: {error.strerror}") from error


def photos_of(source: str, data: Path | None = None) -> Photos:
    """The photos that the records of `source` name.

    Without `data`, or where it has our shards, those are the shards of `source`; else `data` is the published
    set itself. DataError if `data` has no layout that is known.
    """
    if data is None or layout_of(data) is Layout.SHARDS:
        return Shards(source, data)
    return Folder(data)
