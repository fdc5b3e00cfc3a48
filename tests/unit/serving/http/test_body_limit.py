from collections.abc import AsyncIterator

import pytest

from tests.unit.serving.http.apps import call, connect, listening, misbehaving_app, post, read_until

LIMIT = 100


async def pieces(count: int, size: int = 30) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield bytes(size)


@pytest.mark.parametrize("size", [0, 1, LIMIT])
def test_a_body_up_to_the_limit_passes(size: int) -> None:
    answer = call(misbehaving_app(max_body_bytes=LIMIT), "POST", "/echo", content=bytes(size))
    assert answer.json() == size


def test_an_announced_body_over_the_limit_is_refused() -> None:
    answer = call(misbehaving_app(max_body_bytes=LIMIT), "POST", "/echo", content=bytes(LIMIT + 1))
    assert answer.status_code == 413
    assert answer.json()["detail"] == "body: 101 bytes is over the limit of 100 bytes"


def test_a_streamed_body_is_counted_as_it_arrives() -> None:
    app = misbehaving_app(max_body_bytes=LIMIT)
    assert call(app, "POST", "/echo", content=pieces(3)).json() == 90
    refused = call(app, "POST", "/echo", content=pieces(4))
    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"


def test_an_endless_body_is_refused_before_its_end() -> None:
    with listening(misbehaving_app(max_body_bytes=LIMIT)) as port, connect(port) as connection:
        connection.sendall(b"POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n")
        connection.sendall(b"96\r\n" + bytes(0x96) + b"\r\n")
        assert b" 413 " in read_until(connection, b"\r\n\r\n")


def test_a_refused_announcement_needs_no_body() -> None:
    with listening(misbehaving_app(max_body_bytes=LIMIT)) as port, connect(port) as connection:
        connection.sendall(post("/echo", bytes(LIMIT + 1))[: -LIMIT - 1])
        assert b" 413 " in read_until(connection, b"\r\n\r\n")


@pytest.mark.parametrize("announced", [b"\xb2", b"-1", b"9" * 5000, b"1e3", b""])
def test_an_announcement_that_is_no_number_is_not_believed(announced: bytes) -> None:
    """A server may let it pass; what arrives is counted anyway."""
    answer = call(
        misbehaving_app(max_body_bytes=LIMIT),
        "POST",
        "/echo",
        content=pieces(4),
        headers={b"Content-Length": announced},
    )
    assert answer.status_code == 413
