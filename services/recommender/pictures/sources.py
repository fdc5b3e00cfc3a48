"""Where the pictures of products come from: a folder, an archive, or the shop's own addresses."""

import lzma
import threading
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from services.recommender.errors import FeedError, PictureError

MAX_BYTES: Final = 32 * 2**20
"""Of one picture."""

_BROKEN: Final = (
    *(OSError, EOFError, RuntimeError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)
"""What reading a member of an archive raises: these have no common base."""


class PictureSource(Protocol):
    """Takes an `image_link` of a feed to the bytes of a picture. Called by several threads at a time."""

    @property
    def description(self) -> str:
        """What is read from where; another source may have other pictures under the same links."""

    def has(self, link: str) -> bool:
        """Whether it is the one to ask for this link."""

    def read(self, link: str) -> bytes:
        """The bytes of the file, at most `MAX_BYTES`.

        Raises:
            PictureError: there is no such picture, or it must not be read.
        """


class FolderPictures:
    """Files by name: the last part of the link is the name of a file in the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def description(self) -> str:
        """The folder."""
        return str(self._folder.resolve())

    def has(self, link: str) -> bool:
        """Whether there is a file of that name."""
        try:
            return (self._folder / file_name(link)).is_file()
        except ValueError:  # a name that no file can have
            return False

    def read(self, link: str) -> bytes:
        """The file.

        Raises:
            PictureError: it cannot be read.
        """
        name = file_name(link)
        try:
            path = self._folder / name
            if path.stat().st_size > MAX_BYTES:
                raise PictureError(_too_large(name, path.stat().st_size))
            return path.read_bytes()
        except OSError as error:
            raise PictureError(f"image_link: {name!r} cannot be read: {error.strerror or error}") from error
        except ValueError as error:
            raise PictureError(f"image_link: {name!r} cannot be read: {error}") from error


class ZipPictures:
    """Members of a zip archive by name, in whatever folder of it they are."""

    def __init__(self, path: Path) -> None:
        """Read its table of contents.

        Raises:
            FeedError: it is no zip archive.
        """
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise FeedError(f"images: {path} is no zip archive: {error}") from error
        self._members = {PurePosixPath(one.filename).name: one for one in self._zip.infolist()}
        self._one_at_a_time = threading.Lock()

    @property
    def description(self) -> str:
        """The archive and its date."""
        return f"{self._path.resolve()} {self._path.stat().st_mtime_ns}"

    def has(self, link: str) -> bool:
        """Whether it has a member of that name."""
        return file_name(link) in self._members

    def read(self, link: str) -> bytes:
        """The member.

        Raises:
            PictureError: there is none of that name, or it is broken.
        """
        name = file_name(link)
        member = self._members.get(name)
        if member is None:
            raise PictureError(f"image_link: {name!r} is not in {self._path.name}")
        # an archive says how long a member is, and can lie: no more than that is ever unpacked
        if member.file_size > MAX_BYTES:
            raise PictureError(_too_large(name, member.file_size))
        try:
            with self._one_at_a_time, self._zip.open(member) as file:
                return file.read(MAX_BYTES)
        except _BROKEN as error:
            raise PictureError(f"image_link: {name!r} in {self._path.name} is broken: {error}") from error


class FirstThatHas:
    """Several sources: the first one that has the link, else the last one, whose reason is told."""

    def __init__(self, *sources: PictureSource) -> None:
        self._sources = sources

    @property
    def description(self) -> str:
        """Of all of them."""
        return "; ".join(source.description for source in self._sources)

    def has(self, link: str) -> bool:
        """Whether one of them has it."""
        return any(source.has(link) for source in self._sources)

    def read(self, link: str) -> bytes:
        """From the first that has it.

        Raises:
            PictureError: none has it, or it cannot be read.
        """
        source = next((source for source in self._sources if source.has(link)), self._sources[-1])
        return source.read(link)


def file_name(link: str) -> str:
    """The last part of the link's path: it cannot lead out of a folder."""
    return PurePosixPath(unquote(urlsplit(link).path)).name


def _too_large(name: str, size: int) -> str:
    return f"image_link: {name!r}: {size} bytes is over the limit of {MAX_BYTES} bytes"
