"""PNM, the wire format inside the cluster: a one-line header and raw pixels, nothing to compress."""

import re

import numpy as np
from numpy.typing import NDArray

from serving.errors import Unprocessable

MEDIA_TYPE = "image/x-portable-pixmap"

_BINARY_RGB = re.compile(rb"P6\s(?:#[^\n]*\n)*\s*(\d{1,9})\s+(\d{1,9})\s+255\s")


def encode_pnm(pixels: NDArray[np.uint8]) -> bytes:
    """`[H, W, 3]` RGB -> binary PPM (`P6`), one copy."""
    height, width, _ = pixels.shape
    return b"".join((b"P6 %d %d 255\n" % (width, height), np.ascontiguousarray(pixels).data))


def is_raw_rgb(data: bytes) -> bool:
    """Whether `view_pnm` has a view of it."""
    return _BINARY_RGB.match(data) is not None


def view_pnm(data: bytes) -> NDArray[np.uint8] | None:
    """The `[H, W, 3]` RGB pixels of a binary 8-bit PPM as a read-only view of `data`, without a copy.

    None where it is another kind of PNM (ASCII, grey, 16 bit), which OpenCV reads.

    Raises:
        Unprocessable: fewer bytes than the header says.
    """
    header = _BINARY_RGB.match(data)
    if header is None:
        return None
    width, height = int(header[1]), int(header[2])
    size = width * height * 3
    if len(data) - header.end() < size:
        raise Unprocessable(f"photo: {len(data) - header.end()} of {size} bytes of pixels: it is truncated")
    return np.frombuffer(data, np.uint8, size, header.end()).reshape(height, width, 3)
