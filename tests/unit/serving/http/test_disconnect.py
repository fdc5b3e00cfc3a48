"""A client that goes away takes its work along: on real connections to a real server."""

import socket
import struct
from collections.abc import Callable

import pytest

from tests.unit.serving.http.apps import (
    Events,
    call,
    connect,
    events_logged,
    listening,
    misbehaving_app,
    post,
    read_until,
)


def complaints(capsys: pytest.CaptureFixture[str]) -> list[str]:
    printed = capsys.readouterr()
    assert printed.err == ""
    return [str(line["event"]) for line in events_logged(printed.out, "warning", "error", "critical")]


def close(connection: socket.socket) -> None:
    connection.close()


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def half_close(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_WR)


@pytest.mark.parametrize("leave", [close, reset, half_close])
def test_a_handler_is_cancelled_when_its_client_leaves(
    leave: Callable[[socket.socket], None], capsys: pytest.CaptureFixture[str]
) -> None:
    events = Events()
    with listening(misbehaving_app(events)) as port, connect(port) as connection:
        connection.sendall(post("/slow/a", bytes(100_000)))
        events.wait_for("a started")
        leave(connection)
        events.wait_for("a cancelled")
    assert complaints(capsys) == []


def test_a_client_that_leaves_in_the_middle_of_its_body_is_no_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    events = Events()
    with listening(misbehaving_app(events)) as port:
        with connect(port) as connection:
            connection.sendall(post("/slow/a", bytes(100_000))[:50_000])
        with connect(port) as connection:
            connection.sendall(post("/slow/b?seconds=0"))
            read_until(connection, b'"b"')
    assert events.seen == ["b started", "b finished"]
    assert complaints(capsys) == []


def test_neighbours_are_not_disturbed() -> None:
    events = Events()
    with listening(misbehaving_app(events)) as port, connect(port) as staying:
        with connect(port) as leaving:
            staying.sendall(post("/slow/stays?seconds=0.5"))
            leaving.sendall(post("/slow/leaves"))
            events.wait_for("leaves started")
        assert b" 200 " in read_until(staying, b'"stays"')
    assert "leaves cancelled" in events.seen


def test_a_kept_alive_connection_goes_on_working() -> None:
    with listening(misbehaving_app()) as port, connect(port) as connection:
        for turn in range(5):
            connection.sendall(post("/echo", bytes(turn)))
            assert read_until(connection, b"\r\n\r\n%d" % turn).startswith(b"HTTP/1.1 200")


def test_pipelined_requests_are_answered_in_their_order() -> None:
    with listening(misbehaving_app()) as port, connect(port) as connection:
        connection.sendall(post("/slow/a?seconds=0.1") + post("/slow/b?seconds=0") + post("/echo", b"xyz"))
        received = read_until(connection, b"\r\n\r\n3")
    assert received.count(b"HTTP/1.1 200") == 3
    assert received.index(b'"a"') < received.index(b'"b"')


def test_a_handlers_own_error_passes_through() -> None:
    with listening(misbehaving_app()) as port, connect(port) as connection:
        connection.sendall(post("/error"))
        assert b" 500 " in read_until(connection, b"request id")
        connection.sendall(post("/echo", b"xyz"))
        assert b" 200 " in read_until(connection, b"\r\n\r\n3")


def test_an_error_raised_while_being_cancelled_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    events = Events()
    with listening(misbehaving_app(events)) as port:
        with connect(port) as connection:
            connection.sendall(post("/stubborn"))
            events.wait_for("stubborn started")
        with connect(port) as connection:
            connection.sendall(post("/echo", b"xyz"))
            assert b" 200 " in read_until(connection, b"\r\n\r\n3")
    assert complaints(capsys) == ["unexpected error"]


def test_work_after_the_answer_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    events = Events()
    with listening(misbehaving_app(events)) as port, connect(port) as connection:
        connection.sendall(post("/afterwards"))
        read_until(connection, b'"later"')
        events.wait_for("afterwards finished")
    assert complaints(capsys) == []


def test_a_streamed_answer_arrives_whole() -> None:
    with listening(misbehaving_app()) as port, connect(port) as connection:
        connection.sendall(post("/stream?pause=0.02"))
        received = read_until(connection, b"0\r\n\r\n")
        assert received.count(b"part ") == 5
        connection.sendall(post("/echo", b"xyz"))
        assert b" 200 " in read_until(connection, b"\r\n\r\n3")


def test_a_stream_ends_when_its_reader_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    events = Events()
    with listening(misbehaving_app(events)) as port:
        with connect(port) as connection:
            connection.sendall(post("/stream?pause=600"))
            read_until(connection, b"part 0")
        events.wait_for("stream ended")
    assert complaints(capsys) == []


def test_the_deadline_still_cancels() -> None:
    events = Events()
    assert call(misbehaving_app(events, deadline_s=1), "POST", "/slow/a").status_code == 504
    assert events.seen == ["a started", "a cancelled"]
