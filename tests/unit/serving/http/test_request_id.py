import re

import pytest

from serving.http.request_id import current_request_id
from tests.unit.serving.http.apps import call, events_logged, misbehaving_app


@pytest.mark.parametrize("given", ["a", "0f1c5b0e-9d3a.4f0b_8f1c", "x" * 64])
def test_a_good_id_is_kept(given: str) -> None:
    answer = call(misbehaving_app(), "POST", "/echo", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", [b"", b"x" * 65, b"two words", b"a\tb", b'{"level":"error"}', b"../etc", b"\xe9\xb2", b"a\n"]
)
def test_a_hostile_id_is_replaced(given: bytes) -> None:
    answer = call(misbehaving_app(), "POST", "/echo", headers={b"X-Request-ID": given})
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_each_request_has_its_own() -> None:
    app = misbehaving_app()
    ids = {call(app, "GET", "/healthz").headers["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3
    assert current_request_id() == ""


def test_every_line_of_the_log_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    call(misbehaving_app(), "POST", "/error", headers={"X-Request-ID": "abc-1"})
    lines = events_logged(capsys.readouterr().out)
    assert [(line["event"], line["request_id"]) for line in lines] == [
        ("unexpected error", "abc-1"),
        ("request", "abc-1"),
    ]
