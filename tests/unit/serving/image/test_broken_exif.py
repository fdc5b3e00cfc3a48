import io

import numpy as np
import pytest
from PIL import Image

from serving.image.header import read_header

PIXELS = np.zeros((5, 7, 3), np.uint8)


@pytest.mark.parametrize("kind", ["WEBP", "JPEG", "PNG"])
@pytest.mark.parametrize("exif", [b"no tiff", b"Exif\0\0II*\0", b"Exif\0\0MM\0*\0\0", b"Exif\0\0"])
def test_a_picture_whose_exif_is_broken_is_upright(kind: str, exif: bytes) -> None:
    out = io.BytesIO()
    Image.fromarray(PIXELS).save(out, kind, exif=exif)
    header = read_header(out.getvalue())
    assert (header.format, header.width, header.height, header.orientation) == (kind, 7, 5, 1)
