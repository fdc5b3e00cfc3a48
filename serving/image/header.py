"""What an image says about itself before a single pixel is decoded."""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass

from PIL import ExifTags, Image, UnidentifiedImageError

from serving.errors import Unprocessable, UnsupportedMedia
from serving.image.webp import is_webp, read_webp_header

FORMATS = ("JPEG", "PNG", "PPM")
"""Pillow's names of the formats that it reads the header of; PPM stands for all of PNM."""

_UPRIGHT = 1


@dataclass(frozen=True)
class Header:
    """Format, stored size in pixels, EXIF orientation (1..8, 1 is upright), and whether it has alpha."""

    format: str
    width: int
    height: int
    orientation: int
    transparent: bool

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height after the orientation is applied."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


def read_header(data: bytes) -> Header:
    """Read an image's header. Nothing is decoded and no pixel is allocated, whatever size it claims.

    Raises:
        UnsupportedMedia: empty, or neither in one of `FORMATS` nor WebP.
        Unprocessable: it begins like an image and its header is broken.
    """
    if not data:
        raise UnsupportedMedia("photo: the body is empty")
    try:
        return _webp_header(data) if is_webp(data) else _header(data)
    except UnidentifiedImageError as error:
        raise UnsupportedMedia("photo: not a JPEG, PNG, WebP or PNM image") from error
    except Image.DecompressionBombError as error:
        raise Unprocessable("photo: its header claims an impossible size") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Unprocessable(f"photo: its header is broken ({error})") from error


def _webp_header(data: bytes) -> Header:
    webp = read_webp_header(data)

    def read_exif() -> Image.Exif:
        exif = Image.Exif()
        exif.load(webp.exif)
        return exif

    return Header("WEBP", webp.width, webp.height, _orientation(read_exif), webp.transparent)


def _header(data: bytes) -> Header:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        orientation = _orientation(lambda: _exif(image, data))
        return Header(str(image.format), *image.size, orientation, image.has_transparency_data)


def _exif(image: Image.Image, data: bytes) -> Image.Exif:
    # PNG's own `getexif` decodes all pixels to see whether it comes behind them
    if image.format == "PNG" and "exif" not in image.info and (exif := _png_chunk(data, b"eXIf")):
        image.info["exif"] = exif
    return Image.Image.getexif(image)


def _orientation(read_exif: Callable[[], Image.Exif]) -> int:
    try:
        orientation = read_exif().get(ExifTags.Base.Orientation)
    except (OSError, SyntaxError, ValueError, struct.error):
        return _UPRIGHT  # it says nothing that can be read, and the picture is whole
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else _UPRIGHT


def _png_chunk(data: bytes, kind: bytes) -> bytes:
    """What the first chunk of this kind holds (ISO 15948, 5.3); empty where there is none."""
    start = 8
    while start + 12 <= len(data):
        length = int.from_bytes(data[start : start + 4], "big")
        if data[start + 4 : start + 8] == kind:
            return data[start + 8 : start + 8 + length]
        start += 12 + length
    return b""


def is_truncated(data: bytes, image_format: str) -> bool:
    """Whether the end of the file is missing, which decoders otherwise fill with grey.

    JPEG: no end-of-image marker after the last start of scan (ITU T.81, B.1.1.3; within entropy-coded
    data `FF` is always followed by `00`, so the marker cannot occur by chance). PNG: no IEND chunk
    (ISO 15948, 11.2.5). WebP: shorter than its RIFF header says. PNM has no end to look for; its
    decoder knows the length.
    """
    match image_format:
        case "JPEG":
            return data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda")
        case "PNG":
            return data.rfind(b"IEND", -64) < 0
        case "WEBP":
            return len(data) < int.from_bytes(data[4:8], "little") + 8
        case _:
            return False


# Our own limit on pixels comes right after the header, with the caller's own number in its message
Image.MAX_IMAGE_PIXELS = None
