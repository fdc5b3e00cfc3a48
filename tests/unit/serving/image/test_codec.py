import io
import struct
import tracemalloc
import zlib
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import ExifTags, Image

from serving.errors import ServingError, TooLarge, Unprocessable, UnsupportedMedia
from serving.image import Limits, decode, encode_pnm

QUADRANTS = np.zeros((64, 96, 3), np.uint8)
QUADRANTS[:32, :48] = (250, 10, 10)
QUADRANTS[:32, 48:] = (10, 250, 10)
QUADRANTS[32:, :48] = (10, 10, 250)
QUADRANTS[32:, 48:] = (240, 240, 10)


def encoded(image_format: str, pixels: NDArray[np.uint8] = QUADRANTS, **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, image_format, **options)
    return out.getvalue()


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "PPM"])
def test_every_format_decodes_to_upright_rgb(image_format: str) -> None:
    photo = decode(encoded(image_format), Limits())
    assert photo.pixels.shape == (64, 96, 3)
    assert np.abs(photo.pixels[16, 24].astype(int) - (250, 10, 10)).max() < 25
    assert np.abs(photo.pixels[48, 72].astype(int) - (240, 240, 10)).max() < 25


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_exif_orientation_is_applied_as_pillow_does(image_format: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    data = encoded(image_format, exif=exif)
    with Image.open(io.BytesIO(data)) as image:
        from PIL import ImageOps

        expected = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    photo = decode(data, Limits())
    assert (photo.height, photo.width) == expected.shape[:2]
    assert np.abs(photo.pixels.astype(int) - expected).mean() < 4


def test_grey_becomes_rgb() -> None:
    photo = decode(encoded("JPEG", QUADRANTS[..., 0]), Limits())
    assert photo.pixels.shape == (64, 96, 3)


def test_transparency_becomes_white() -> None:
    transparent = np.dstack([QUADRANTS, np.full((64, 96), 255, np.uint8)])
    transparent[:32, :48, 3] = 0
    for image_format in ("PNG", "WEBP"):
        photo = decode(encoded(image_format, transparent, lossless=True), Limits())
        assert photo.pixels[10, 10].tolist() == [255, 255, 255]
        assert photo.pixels[40, 10].tolist() == [10, 10, 250]


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_blending_takes_no_more_memory_than_its_pixels(depth: type[np.unsignedinteger[Any]]) -> None:
    alpha = np.arange(1500) % 256
    pixels = np.zeros((1500, 1000, 4), np.uint8)
    pixels[..., 3] = alpha[:, None]
    as_stored = pixels if depth is np.uint8 else pixels.astype(np.uint16) << 8
    data = cv2.imencode(".png", as_stored)[1].tobytes()
    tracemalloc.start()
    photo = decode(data, Limits())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert np.array_equal(photo.pixels[:, 500, 0], 255 - alpha)
    assert peak < 1.2 * (as_stored.nbytes + photo.pixels.nbytes)


def test_palette_with_transparency() -> None:
    palette = Image.fromarray(QUADRANTS).quantize(8)
    out = io.BytesIO()
    palette.save(out, "PNG", transparency=palette.getpixel((1, 1)))
    assert decode(out.getvalue(), Limits()).pixels[10, 10].tolist() == [255, 255, 255]


def test_sixteen_bits_become_eight() -> None:
    data = cv2.imencode(".png", (QUADRANTS[..., ::-1].astype(np.uint16) << 8))[1].tobytes()
    assert decode(data, Limits()).pixels[10, 10].tolist() == [250, 10, 10]


def test_cmyk_jpeg() -> None:
    out = io.BytesIO()
    Image.fromarray(QUADRANTS).convert("CMYK").save(out, "JPEG")
    assert decode(out.getvalue(), Limits()).pixels.shape == (64, 96, 3)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "PPM"])
def test_a_truncated_file_is_refused(image_format: str) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (64, 96, 3), np.uint8)
    data = encoded(image_format, noise)
    for share in (0.5, 0.9, 0.99):
        with pytest.raises(Unprocessable, match=r"truncated|broken"):
            decode(data[: int(len(data) * share)], Limits())


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7 ...", b"GIF89a" + bytes(100)])
def test_what_is_no_image_is_named_so(data: bytes) -> None:
    with pytest.raises(UnsupportedMedia):
        decode(data, Limits())


def test_limits_are_checked_before_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(cv2, "imdecode", never)
    data = encoded("PNG")
    with pytest.raises(TooLarge, match="bytes is over the limit of 10 bytes"):
        decode(data, Limits(max_bytes=10))
    with pytest.raises(TooLarge, match="96 x 64 pixels is over the limit of 100 pixels"):
        decode(data, Limits(max_pixels=100))
    with pytest.raises(Unprocessable, match="at least 32"):
        decode(encoded("PNG", QUADRANTS[:20, :20]), Limits())


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims a size, and has next to no pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "bomb", [b"P6 60000 60000 255\n" + bytes(1000), png_of(60_000, 60_000), png_of(2**31 - 1, 2**31 - 1)]
)
def test_a_bomb_is_refused_by_its_header(bomb: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("pixels are allocated")

    monkeypatch.setattr("PIL.Image.core.new", never)
    with pytest.raises(TooLarge, match="pixels is over the limit of 50000000 pixels"):
        decode(bomb, Limits())


def test_the_orientation_of_a_png_may_come_behind_its_pixels() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    data = encoded("PNG", exif=exif)
    start = data.index(b"eXIf") - 4
    end = start + 12 + int.from_bytes(data[start : start + 4], "big")
    behind = data[:start] + data[end:-12] + data[start:end] + data[-12:]
    assert decode(behind, Limits()).pixels.shape == (96, 64, 3)


def test_what_is_too_narrow_to_be_reduced_is_told_by_its_own_size() -> None:
    data = encoded("PNG", np.zeros((2000, 40, 3), np.uint8))
    with pytest.raises(Unprocessable, match="photo: 40 x 2000 pixels; one side may be 32 times the other"):
        decode(data, Limits(longest_side=1024))
    assert decode(data, Limits()).pixels.shape == (2000, 40, 3)


@pytest.mark.parametrize("longest_side", [700, 400, 300, 150])
def test_a_large_photo_is_reduced_and_keeps_its_shape(longest_side: int) -> None:
    photo = decode(
        encoded("JPEG", np.kron(QUADRANTS, np.ones((10, 10, 1), np.uint8))), Limits(longest_side=longest_side)
    )
    assert (photo.width, photo.height) == (960, 640)
    assert photo.pixels.shape[1] == longest_side
    assert abs(photo.pixels.shape[0] - longest_side * 2 / 3) <= 1
    assert np.abs(photo.pixels[5, 5].astype(int) - (250, 10, 10)).max() < 25


@pytest.mark.parametrize(
    ("image_format", "enough", "width"),
    [("JPEG", 960, 960), ("JPEG", 480, 480), ("JPEG", 481, 960), ("JPEG", 100, 120), ("PNG", 100, 960)],
)
def test_no_less_is_decoded_than_is_enough(image_format: str, enough: int, width: int) -> None:
    data = encoded(image_format, np.kron(QUADRANTS, np.ones((10, 10, 1), np.uint8)))
    photo = decode(data, Limits(enough=enough))
    assert (photo.width, photo.height) == (960, 640)
    assert photo.pixels.shape == (width * 2 / 3, width, 3)
    assert np.abs(photo.pixels[5, 5].astype(int) - (250, 10, 10)).max() < 25


def test_pnm_is_read_without_a_copy() -> None:
    data = encode_pnm(QUADRANTS)
    pixels = decode(data, Limits()).pixels
    assert np.array_equal(pixels, QUADRANTS)
    assert not pixels.flags.owndata
    assert np.shares_memory(pixels, np.frombuffer(data, np.uint8))


def test_ascii_pnm_is_read_too() -> None:
    text = b"P3\n40 40\n255\n" + b" ".join([b"1 2 3"] * 1600) + b"\n"
    assert decode(text, Limits()).pixels[0, 0].tolist() == [1, 2, 3]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_bytes_raise_anything_but_our_own_errors(data: st.DataObject) -> None:
    original = encoded(data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "PPM"])))
    broken = bytearray(original)
    for _ in range(data.draw(st.integers(1, 20))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        photo = decode(bytes(broken), Limits(max_pixels=10**6))
    except ServingError:
        return
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.ndim == 3
