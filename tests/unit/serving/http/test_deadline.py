import pytest

from tests.unit.serving.http.apps import Events, call, misbehaving_app


def test_a_request_past_the_limit_is_answered_504_and_cancelled() -> None:
    events = Events()
    answer = call(misbehaving_app(events, deadline_s=1), "POST", "/slow/a")
    assert answer.status_code == 504
    assert answer.json()["detail"] == "no answer within 1 s"
    assert events.seen == ["a started", "a cancelled"]


def test_a_caller_can_shorten_the_limit() -> None:
    answer = call(misbehaving_app(), "POST", "/slow/a", headers={"X-Deadline-Ms": "50"})
    assert answer.status_code == 504
    assert answer.json()["detail"] == "no answer within 0.05 s"


def test_a_caller_cannot_lengthen_the_limit() -> None:
    answer = call(misbehaving_app(deadline_s=0.05), "POST", "/slow/a", headers={"X-Deadline-Ms": "20000"})
    assert answer.json()["detail"] == "no answer within 0.05 s"


def test_no_time_at_all_is_no_answer() -> None:
    assert call(misbehaving_app(), "POST", "/slow/a", headers={"X-Deadline-Ms": "0"}).status_code == 504


@pytest.mark.parametrize("asked", [b"soon", b"-5", b"1.5", b"", b"\xb2", b"9" * 400, b"9" * 5000])
def test_what_is_no_number_of_milliseconds_is_ignored(asked: bytes) -> None:
    answer = call(misbehaving_app(), "POST", "/slow/a?seconds=0.01", headers={b"X-Deadline-Ms": asked})
    assert answer.json() == "a"


def test_an_answer_in_time_is_left_alone() -> None:
    answer = call(misbehaving_app(), "POST", "/slow/a?seconds=0.01", headers={"X-Deadline-Ms": "20000"})
    assert answer.json() == "a"
