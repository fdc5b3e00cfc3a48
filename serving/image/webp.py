"""What a WebP file says about itself (RFC 9649). Pillow would make a decoder for it, with two canvases."""

import struct
from typing import Final, NamedTuple

_KEY_FRAME: Final = b"\x9d\x01\x2a"
_LOSSLESS: Final = 0x2F
_SIDE: Final = 0x3FFF
"""The bits of a width or height; those above it scale what is shown, which no decoder does."""
_ALPHA: Final = 0x10
"""The flag of the extended format."""


class WebpHeader(NamedTuple):
    """Size in pixels, whether it has alpha, and its EXIF block, empty where there is none."""

    width: int
    height: int
    transparent: bool
    exif: bytes = b""


def is_webp(data: bytes) -> bool:
    """Whether it begins like one."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def read_webp_header(data: bytes) -> WebpHeader:
    """Read it off the first chunk, which is lossy (2.5), lossless (2.6) or extended (2.7).

    Raises:
        ValueError: it is none of them, or is not whole.
    """
    chunk = data[20:30]
    match data[12:16]:
        case b"VP8 " if len(chunk) == 10 and chunk[3:6] == _KEY_FRAME:
            width, height = struct.unpack_from("<HH", chunk, 6)
            return WebpHeader(width & _SIDE, height & _SIDE, transparent=False)
        case b"VP8L" if len(chunk) >= 5 and chunk[0] == _LOSSLESS:
            bits = int.from_bytes(chunk[1:5], "little")
            return WebpHeader((bits & _SIDE) + 1, (bits >> 14 & _SIDE) + 1, transparent=bool(bits >> 28 & 1))
        case b"VP8X" if len(chunk) == 10:
            width = int.from_bytes(chunk[4:7], "little") + 1
            height = int.from_bytes(chunk[7:10], "little") + 1
            return WebpHeader(width, height, bool(chunk[0] & _ALPHA), _chunk(data, b"EXIF"))
    raise ValueError("its first chunk is no picture")


def _chunk(data: bytes, wanted: bytes) -> bytes:
    """What the first chunk of this kind holds (2.3); empty where there is none."""
    start = 12
    while start + 8 <= len(data):
        size = int.from_bytes(data[start + 4 : start + 8], "little")
        if data[start : start + 4] == wanted:
            return data[start + 8 : start + 8 + size]
        start += 8 + size + size % 2
    return b""
