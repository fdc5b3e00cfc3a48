import io
import struct

import numpy as np
import pytest
from PIL import ExifTags, Image

from serving.image.webp import WebpHeader, is_webp, read_webp_header

NOISE = np.random.default_rng(0).integers(0, 256, (50, 70, 4), dtype=np.uint8)


def encoded(pixels: np.typing.NDArray[np.uint8], **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "WEBP", **options)
    return out.getvalue()


@pytest.mark.parametrize("lossless", [False, True])
@pytest.mark.parametrize("channels", [3, 4])
def test_size_and_alpha_are_as_pillow_says(lossless: bool, channels: int) -> None:
    data = encoded(NOISE[..., :channels], lossless=lossless)
    assert is_webp(data)
    assert read_webp_header(data) == WebpHeader(70, 50, transparent=channels == 4)
    assert Image.open(io.BytesIO(data)).has_transparency_data == (channels == 4)


def test_metadata_is_found_behind_the_picture() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    data = encoded(NOISE[..., :3], exif=exif, icc_profile=b"odd")
    assert data[12:16] == b"VP8X"
    header = read_webp_header(data)
    assert header == WebpHeader(70, 50, transparent=False, exif=header.exif)
    found = Image.Exif()
    found.load(header.exif)
    assert found[ExifTags.Base.Orientation] == 6


def test_a_size_is_told_and_nothing_of_it_allocated() -> None:
    largest = (2**24 - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + largest + largest
    header = read_webp_header(b"RIFF" + struct.pack("<I", len(body)) + body)
    assert (header.width, header.height) == (2**24, 2**24)


@pytest.mark.parametrize("kind", [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b""])
def test_what_is_broken_is_told(kind: bytes) -> None:
    with pytest.raises(ValueError, match="first chunk"):
        read_webp_header(b"RIFF\x20\x00\x00\x00WEBP" + kind + b"\x0a\x00\x00\x00" + bytes(4))
