"""HEAD is GET without the body."""

from tests.unit.serving.http.apps import connect, listening, misbehaving_app


def asked(method: str, path: str) -> tuple[bytes, bytes]:
    """Head and body of the answer of a real server."""
    with listening(misbehaving_app()) as port, connect(port) as connection:
        request = f"{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        received = b""
        while part := connection.recv(65536):
            received += part
    head, _, body = received.partition(b"\r\n\r\n")
    return head, body


def test_head_is_answered_as_get_without_the_body() -> None:
    head, body = asked("HEAD", "/healthz")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert body == b""
    _, whole = asked("GET", "/healthz")
    assert f"content-length: {len(whole)}".encode() in head.lower()


def test_what_is_only_posted_has_no_head() -> None:
    head, _ = asked("HEAD", "/echo")
    assert head.startswith(b"HTTP/1.1 405 ")
