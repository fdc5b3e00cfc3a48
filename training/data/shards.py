"""Reading members out of the uncompressed tar and zip shards of the data folder."""

import csv
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from training.data.problems import Problems
from training.errors import DataError

T = TypeVar("T")


def data_folder() -> Path:
    """The folder of the data sets: `VITRINE_DATA`, or `../shared/data` beside the checkout."""
    return _existing("VITRINE_DATA", "../shared/data")


def weights_folder() -> Path:
    """The folder of the pretrained weights: `VITRINE_WEIGHTS`, or `../shared/weights` beside the checkout."""
    return _existing("VITRINE_WEIGHTS", "../shared/weights")


def _existing(variable: str, default: str) -> Path:
    folder = Path(os.environ.get(variable, default))
    if not folder.is_dir():
        raise DataError(f"{variable}: no folder {folder}")
    return folder


def index_of(source: str, data: Path | None = None) -> Path:
    """`<source>/<source>.csv` in `data`, or else in the data folder; DataError if there is no such file."""
    index = (data or data_folder()) / source / f"{source}.csv"
    if not index.is_file():
        raise DataError(f"{source}: no index {index}")
    return index


def read_index(source: str, data: Path | None = None) -> list[dict[str, str]]:
    """The rows of the index, column -> text; DataError if there is no such file."""
    with index_of(source, data).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def records(source: str, parse: Callable[[dict[str, str]], T], data: Path | None = None) -> list[T]:
    """What `parse` makes of each row of the index, in its order.

    A row for which it raises is logged, counted and left out.

    Raises:
        DataError: there is no such index, or none of its rows is good.
    """
    index, problems = index_of(source, data), Problems(source)
    found = []
    for line, row in enumerate(read_index(source, data), 2):
        with problems.skipping("bad row", f"{index}:{line}"):
            # The reader gives None for a column that is missing, and a list of those too many.
            if not all(isinstance(value, str) for value in row.values()):
                raise ValueError("not as many columns as the first line names")
            found.append(parse(row))
    problems.conclude(len(found))
    return found


class Shards:
    """The shards of one source, opened when first read and once per process.

    An archive handle shared with a forked worker would share its file position too, so each process opens
    its own.
    """

    def __init__(self, source: str, data: Path | None = None) -> None:
        self._open: dict[str, tarfile.TarFile | zipfile.ZipFile] = {}
        self._process = os.getpid()
        self._folder = (data or data_folder()) / source

    def read(self, shard: str, member: str) -> bytes:
        """The bytes of one member; DataError if the shard or the member is missing or broken."""
        archive = self._archive(shard)
        try:
            file: IO[bytes] | None = (
                archive.open(member) if isinstance(archive, zipfile.ZipFile) else archive.extractfile(member)
            )
            if file is None:
                raise KeyError(member)
            with file:
                return file.read()
        except KeyError as error:
            raise DataError(f"{self._folder.name}: no member {member} in {shard}") from error
        except (zipfile.BadZipFile, tarfile.TarError) as error:
            raise DataError(f"{self._folder.name}: {member} in {shard}: {error}") from error

    def rgb(self, shard: str, member: str) -> NDArray[np.uint8]:
        """A photo as uint8 [H, W, 3] RGB; DataError as `read`, or if it is not an image."""
        data = self.read(shard, member)
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB) if data else None
        if image is None:
            raise DataError(f"{self._folder.name}: {member} in {shard} is not an image")
        return image.astype(np.uint8, copy=False)

    def close(self) -> None:
        """Close the archives; the next read opens them again."""
        for archive in self._open.values():
            archive.close()
        self._open = {}

    def __del__(self) -> None:
        """Close what was left open."""
        self.close()

    def _archive(self, shard: str) -> tarfile.TarFile | zipfile.ZipFile:
        if self._process != os.getpid():
            self.close()
            self._process = os.getpid()
        if shard not in self._open:
            path = self._folder / shard
            if not path.is_file():
                raise DataError(f"{self._folder.name}: no shard {path}")
            try:
                self._open[shard] = zipfile.ZipFile(path) if path.suffix == ".zip" else tarfile.TarFile(path)
            except (zipfile.BadZipFile, tarfile.TarError) as error:
                raise DataError(f"{self._folder.name}: {path} is no archive: {error}") from error
        return self._open[shard]
