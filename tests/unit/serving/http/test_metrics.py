from typing import Any

import pytest
from prometheus_client import REGISTRY

from tests.unit.serving.http.apps import (
    Events,
    call,
    connect,
    events_logged,
    listening,
    misbehaving_app,
    post,
)


def count(route: str, method: str, status: str) -> float:
    labels = {"route": route, "method": method, "status": status}
    return REGISTRY.get_sample_value("vitrine_requests_total", labels) or 0.0


@pytest.mark.parametrize(
    ("method", "path", "request_", "route", "status"),
    [
        ("POST", "/slow/alice?seconds=0", {}, "/slow/{name}", "200"),
        ("GET", "/slow-roads/of/someone", {}, "unmatched", "404"),
        ("POST", "/error", {}, "/error", "500"),
        ("POST", "/overloaded", {}, "/overloaded", "503"),
        ("POST", "/slow/bob", {"headers": {"X-Deadline-Ms": "1000"}}, "/slow/{name}", "504"),
        ("GET", "/metrics", {}, "/metrics", "200"),
        ("GET", "/healthz", {}, "/healthz", "200"),
    ],
)
def test_requests_are_counted_by_route(
    method: str, path: str, request_: dict[str, Any], route: str, status: str
) -> None:
    app = misbehaving_app()
    before = count(route, method, status)
    call(app, method, path, **request_)
    assert count(route, method, status) == before + 1


def test_what_is_asked_all_the_time_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        call(misbehaving_app(), "GET", path)
    assert events_logged(capsys.readouterr().out) == []


def test_no_address_is_a_label() -> None:
    app = misbehaving_app()
    call(app, "POST", "/slow/carol?seconds=0")
    text = call(app, "GET", "/metrics").text
    assert "vitrine_request_seconds_bucket" in text
    assert "carol" not in text


def test_who_left_is_counted_as_499() -> None:
    events = Events()
    before = count("/slow/{name}", "POST", "499")
    with listening(misbehaving_app(events)) as port:
        with connect(port) as connection:
            connection.sendall(post("/slow/dave"))
            events.wait_for("dave started")
        events.wait_for("dave cancelled")
    assert count("/slow/{name}", "POST", "499") == before + 1
