"""Any JPEG, PNG, WebP or PNM -> upright RGB, checked before it is decoded."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from serving.errors import TooLarge, Unprocessable
from serving.image.header import Header, is_truncated, read_header
from serving.image.pnm import view_pnm

# OpenCV reads its own limit once, when it is imported: a second line behind `Limits.max_pixels`
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(2**28))
# its complaints about broken files would go to standard error, past our logs
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
import cv2

_REDUCTIONS = (
    (8, cv2.IMREAD_REDUCED_COLOR_8),
    (4, cv2.IMREAD_REDUCED_COLOR_4),
    (2, cv2.IMREAD_REDUCED_COLOR_2),
)

_ROWS = 64
"""Rows that are blended at a time: of a large photo at once, the products would take half a gigabyte."""

SMALLEST_SIDE = 32
"""Pixels. Below it there is nothing of a garment to be read."""


@dataclass(frozen=True)
class Limits:
    """What a photo may be at most."""

    max_bytes: int = 64 * 2**20
    max_pixels: int = 50_000_000
    longest_side: int | None = None
    """A larger photo is reduced to this many pixels on its longer side; None keeps every pixel."""
    enough: int | None = None
    """Pixels on the longer side that will do: a photo of which a half, a quarter or an eighth still has so
    many is decoded at that scale where its format does that for less, and is otherwise kept as it is."""


@dataclass(frozen=True)
class Photo:
    """`pixels` `[H, W, 3]` uint8 RGB, upright and perhaps reduced from the photo's own `width` x `height`."""

    pixels: NDArray[np.uint8]
    width: int
    height: int


def decode(data: bytes, limits: Limits) -> Photo:
    """Decode a photo upright, at a reduced scale where `limits.longest_side` allows it.

    Grey becomes RGB, transparency becomes white, 16 bits become 8.

    Raises:
        TooLarge: more bytes or pixels than the limits; found before anything is decoded.
        UnsupportedMedia: empty, or not an image in a format that is read.
        Unprocessable: smaller than `SMALLEST_SIDE` or so narrow that it would be when reduced, truncated, or
            broken.
    """
    if len(data) > limits.max_bytes:
        raise TooLarge(f"photo: {len(data)} bytes is over the limit of {limits.max_bytes} bytes")
    header = read_header(data)
    width, height = header.upright_size
    if width * height > limits.max_pixels:
        raise TooLarge(f"photo: {width} x {height} pixels is over the limit of {limits.max_pixels} pixels")
    if min(width, height) < SMALLEST_SIDE:
        raise Unprocessable(f"photo: {width} x {height} pixels; each side must have at least {SMALLEST_SIDE}")
    if limits.longest_side and min(_reduced_size(width, height, limits.longest_side)) < SMALLEST_SIDE:
        times = limits.longest_side // SMALLEST_SIDE
        raise Unprocessable(
            f"photo: {width} x {height} pixels; one side may be {times} times the other at most"
        )
    if is_truncated(data, header.format):
        raise Unprocessable(f"photo: the {header.format} file is truncated")
    pixels = _decode_pixels(data, header, limits)
    pixels = _reduce(_upright(pixels, header.orientation), limits.longest_side)
    return Photo(pixels, width, height)


def _decode_pixels(data: bytes, header: Header, limits: Limits) -> NDArray[np.uint8]:
    if header.format == "PPM" and (view := view_pnm(data)) is not None:
        return view
    if header.transparent:
        return _over_white(_imdecode(data, header, cv2.IMREAD_UNCHANGED))
    if reduction := _jpeg_reduction(header, limits.enough or limits.longest_side):
        # OpenCV knows no reduced reading in RGB
        reduced = _imdecode(data, header, reduction | cv2.IMREAD_IGNORE_ORIENTATION)
        return _uint8(cv2.cvtColor(reduced, cv2.COLOR_BGR2RGB, dst=reduced))
    return _uint8(_imdecode(data, header, cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION))


def _imdecode(data: bytes, header: Header, flags: int) -> NDArray[Any]:
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error as error:
        raise Unprocessable(f"photo: the {header.format} file is broken") from error
    if pixels is None:
        raise Unprocessable(f"photo: the {header.format} file is broken")
    return pixels


def _jpeg_reduction(header: Header, enough: int | None) -> int:
    """A JPEG decodes at 1/2, 1/4 or 1/8 for less than the full price; other formats do not."""
    if header.format != "JPEG" or enough is None:
        return 0
    scale = max(header.width, header.height) / enough
    return next((flag for factor, flag in _REDUCTIONS if scale >= factor), 0)


def _over_white(pixels: NDArray[Any]) -> NDArray[np.uint8]:
    """`[H, W, 4]` BGRA of 8 or 16 bits -> RGB of 8 bits with white behind it."""
    if pixels.ndim != 3 or pixels.shape[2] != 4:
        conversion = cv2.COLOR_GRAY2RGB if pixels.ndim == 2 else cv2.COLOR_BGR2RGB
        return _uint8(cv2.cvtColor(_eight_bits(pixels), conversion))
    blended = np.empty((*pixels.shape[:2], 3), np.uint8)
    for top in range(0, len(pixels), _ROWS):
        rows = _eight_bits(pixels[top : top + _ROWS])
        alpha = rows[..., 3:].astype(np.uint16)
        blended[top : top + _ROWS] = (rows[..., 2::-1] * alpha + 255 * (255 - alpha) + 127) // 255
    return blended


def _eight_bits(pixels: NDArray[Any]) -> NDArray[np.uint8]:
    return (pixels >> 8).astype(np.uint8) if pixels.dtype == np.uint16 else pixels


_TURNS: dict[int, Callable[[NDArray[Any]], object]] = {
    2: lambda pixels: cv2.flip(pixels, 1),
    3: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_180),
    4: lambda pixels: cv2.flip(pixels, 0),
    5: cv2.transpose,
    6: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE),
    7: lambda pixels: cv2.flip(cv2.transpose(pixels), -1),
    8: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE),
}
"""EXIF orientation -> what makes it upright (CIPA DC-008, 4.6.5.1.6)."""


def _upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    turn = _TURNS.get(orientation)
    return _uint8(turn(pixels)) if turn else pixels


def _reduce(pixels: NDArray[np.uint8], longest_side: int | None) -> NDArray[np.uint8]:
    height, width, _ = pixels.shape
    if longest_side is None or max(height, width) <= longest_side:
        return pixels
    size = _reduced_size(width, height, longest_side)
    return _uint8(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def _reduced_size(width: int, height: int, longest_side: int) -> tuple[int, int]:
    scale = min(1.0, longest_side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _uint8(pixels: object) -> NDArray[np.uint8]:
    assert isinstance(pixels, np.ndarray)
    return pixels
