"""Every error is problem details that name the request."""

from typing import Any

import pytest

from tests.unit.serving.http.apps import (
    call,
    connect,
    events_logged,
    listening,
    misbehaving_app,
    post,
    read_until,
)


@pytest.mark.parametrize(
    ("method", "path", "request_", "status", "slug"),
    [
        ("GET", "/nowhere", {}, 404, "not-found"),
        ("GET", "/echo", {}, 405, "method-not-allowed"),
        ("GET", "/typed", {}, 422, "invalid-request"),
        ("POST", "/overloaded", {}, 503, "overloaded"),
        ("POST", "/error", {}, 500, "internal"),
        ("POST", "/echo", {"content": bytes(101)}, 413, "too-large"),
        ("POST", "/slow/a", {"headers": {"X-Deadline-Ms": "20"}}, 504, "deadline-exceeded"),
    ],
)
def test_every_error_is_problem_details(
    method: str, path: str, request_: dict[str, Any], status: int, slug: str
) -> None:
    headers = {"X-Request-ID": "abc-1", **request_.pop("headers", {})}
    answer = call(misbehaving_app(max_body_bytes=100), method, path, headers=headers, **request_)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["X-Request-ID"] == "abc-1"
    problem = answer.json()
    assert problem["type"] == f"urn:vitrine:problem:{slug}"
    assert problem["status"] == status
    assert problem["request_id"] == "abc-1"
    assert problem["title"]
    assert problem["detail"]


def test_a_bad_field_is_named_with_its_value() -> None:
    problem = call(misbehaving_app(), "GET", "/typed?limit=many").json()
    [error] = problem["errors"]
    assert error["field"] == "limit"
    assert "valid integer" in error["message"]
    assert error["message"].endswith("; it is 'many'")
    assert problem["detail"] == f"limit: {error['message']}"


def test_of_a_long_value_only_the_beginning_is_said() -> None:
    detail = call(misbehaving_app(), "GET", f"/typed?limit={'x' * 5000}").json()["detail"]
    assert detail.endswith(f"; it is '{'x' * 80}…'")


@pytest.mark.parametrize(
    ("body", "content_type", "detail"),
    [
        (b"{]", "application/json", "body: JSON decode error at character 1: Expecting property name"),
        (b'{"limit": 8}', "text/plain", "body: a JSON object is needed, with Content-Type: application/json"),
        (b"[8]", "application/json", "body: a JSON object is needed, with Content-Type: application/json"),
        (b"{}", "application/json", "limit: Field required"),
    ],
)
def test_a_body_that_is_no_object_is_told_what_is_missing(
    body: bytes, content_type: str, detail: str
) -> None:
    answer = call(misbehaving_app(), "POST", "/typed", content=body, headers={"Content-Type": content_type})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(detail)


def test_overload_says_when_to_come_again() -> None:
    assert call(misbehaving_app(), "POST", "/overloaded").headers["Retry-After"] == "1"


def test_a_surprise_is_logged_once_and_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    with listening(misbehaving_app()) as port, connect(port) as connection:
        connection.sendall(post("/error", b"", "X-Request-ID: abc-1"))
        answer = read_until(connection, b"}")
    assert b"secret" not in answer
    [line] = events_logged(capsys.readouterr().out, "warning", "error")
    assert line["event"] == "unexpected error"
    assert line["request_id"] == "abc-1"
    assert "secret of the house" in line["exception"]


def test_an_answer_that_breaks_off_closes_its_connection() -> None:
    with listening(misbehaving_app()) as port, connect(port) as connection:
        connection.sendall(post("/broken-stream"))
        received = b""
        while part := connection.recv(65536):
            received += part
    assert received.startswith(b"HTTP/1.1 200")
    assert b"part 0" in received
    assert b"problem" not in received
    assert not received.endswith(b"0\r\n\r\n")
