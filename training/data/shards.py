"""Reading members out of the uncompressed tar and zip shards of the data folder."""

import csv
import os
import tarfile
import zipfile
from pathlib import Path
from typing import IO

import cv2
import numpy as np
from numpy.typing import NDArray

from training.errors import DataError


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


def read_index(source: str) -> list[dict[str, str]]:
    """The rows of `<source>/<source>.csv`, column -> text; DataError if there is no such file."""
    index = data_folder() / source / f"{source}.csv"
    if not index.is_file():
        raise DataError(f"{source}: no index {index}")
    with index.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Shards:
    """The shards of one source, opened when first read and once per process.

    An archive handle shared with a forked worker would share its file position too, so each process opens
    its own.
    """

    def __init__(self, source: str) -> None:
        self._open: dict[str, tarfile.TarFile | zipfile.ZipFile] = {}
        self._process = os.getpid()
        self._folder = data_folder() / source

    def read(self, shard: str, member: str) -> bytes:
        """The bytes of one member; DataError if the shard or the member is missing."""
        archive = self._archive(shard)
        try:
            file: IO[bytes] | None = (
                archive.open(member) if isinstance(archive, zipfile.ZipFile) else archive.extractfile(member)
            )
        except KeyError:
            file = None
        if file is None:
            raise DataError(f"{self._folder.name}: no member {member} in {shard}")
        with file:
            return file.read()

    def rgb(self, shard: str, member: str) -> NDArray[np.uint8]:
        """A photo as uint8 [H, W, 3] RGB."""
        return cv2.cvtColor(self._decode(shard, member, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB).astype(np.uint8)

    def grey(self, shard: str, member: str) -> NDArray[np.uint8]:
        """A photo as uint8 [H, W], luma of ITU-R BT.601."""
        return self._decode(shard, member, cv2.IMREAD_GRAYSCALE)

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
            self._open[shard] = zipfile.ZipFile(path) if path.suffix == ".zip" else tarfile.TarFile(path)
        return self._open[shard]

    def _decode(self, shard: str, member: str, flag: int) -> NDArray[np.uint8]:
        image = cv2.imdecode(np.frombuffer(self.read(shard, member), np.uint8), flag)
        if image is None:
            raise DataError(f"{self._folder.name}: {member} in {shard} is not an image")
        return image.astype(np.uint8, copy=False)
