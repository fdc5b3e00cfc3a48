"""Logs are JSON, and say nothing of a photo at any level."""

import io
import json
import logging
import warnings

import pytest
from fastapi import Request
from PIL import ExifTags, Image

from serving.http.logs import configure_logging
from serving.image import Limits, decode
from tests.unit.serving.http.apps import call, misbehaving_app


def test_no_level_tells_what_a_photo_says_of_itself(capsys: pytest.CaptureFixture[str]) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "camera of the house"
    photo = io.BytesIO()
    Image.new("RGB", (64, 64)).save(photo, "JPEG", exif=exif)
    configure_logging("test", "DEBUG")
    decode(photo.getvalue(), Limits())
    printed = capsys.readouterr()
    assert "camera of the house" not in printed.out + printed.err


def test_no_level_tells_bytes_of_a_body(capsys: pytest.CaptureFixture[str]) -> None:
    app = misbehaving_app(log_level="DEBUG")

    @app.post("/form")
    async def form(request: Request) -> int:
        return len(await request.form())

    answer = call(
        app, "POST", "/form", content=b"photo", headers={"Content-Type": "multipart/form-data; boundary=b"}
    )
    assert answer.status_code == 400
    assert "boundary" not in capsys.readouterr().out


def test_a_warning_is_a_line_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    logging.captureWarnings(False)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        configure_logging("test")
        warnings.warn("mind the gap", stacklevel=1)
        logging.captureWarnings(False)
    printed = capsys.readouterr()
    [line] = [json.loads(line) for line in printed.out.splitlines()]
    assert line["level"] == "warning"
    assert "mind the gap" in line["event"]
    assert not printed.err
