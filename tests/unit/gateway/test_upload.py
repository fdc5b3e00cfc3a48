import asyncio
from collections.abc import AsyncGenerator

import pytest
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser

from gateway.upload import Decoder, keep_uploads_in_memory
from serving.errors import UnsupportedMedia
from serving.image import Limits

PHOTO = b"x" * (5 * 2**20)


async def parse(photo: bytes) -> UploadFile:
    async def body() -> AsyncGenerator[bytes, None]:
        yield b'--b\r\nContent-Disposition: form-data; name="photo"; filename="me.jpg"\r\n\r\n'
        yield photo
        yield b"\r\n--b--\r\n"

    form = await MultiPartParser(Headers({"content-type": "multipart/form-data; boundary=b"}), body()).parse()
    upload = form["photo"]
    assert isinstance(upload, UploadFile)
    return upload


def goes_to_disk(photo: bytes) -> bool:
    async def upload() -> bool:
        parsed = await parse(photo)
        on_disk = bool(parsed.file._rolled)  # type: ignore[attr-defined]
        await parsed.close()
        return on_disk

    return asyncio.run(upload())


@pytest.fixture(autouse=True)
def _usual_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 2**20)


def test_the_form_parser_alone_would_write_a_photo_to_disk() -> None:
    assert goes_to_disk(PHOTO)


def test_a_photo_stays_in_memory() -> None:
    keep_uploads_in_memory(len(PHOTO))
    assert not goes_to_disk(PHOTO)


def test_what_is_no_image_is_refused() -> None:
    async def read() -> None:
        parsed = await parse(b"hello")
        try:
            await Decoder(Limits()).read(parsed)
        finally:
            await parsed.close()

    with pytest.raises(UnsupportedMedia):
        asyncio.run(read())
