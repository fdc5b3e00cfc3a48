"""A call that was lost on its way is made once more; one that was answered is not."""

from collections.abc import Callable

import anyio
import httpx
import pytest
from pydantic import BaseModel

from gateway.service_client import ServiceClient, Unavailable
from serving.errors import Expired, NotFound, ServingError, Unprocessable


class Answer(BaseModel):
    number: int


GOOD = httpx.Response(200, json={"number": 7})


def ask(outcomes: list[httpx.Response | httpx.TransportError]) -> Callable[[], int]:
    """Ask a service that behaves so, one outcome after the other; an unused one fails the test."""

    def handle(_: httpx.Request) -> httpx.Response:
        outcome = outcomes.pop(0)
        if isinstance(outcome, httpx.TransportError):
            raise outcome
        return outcome

    async def call() -> int:
        client = ServiceClient("clothes", "http://clothes", 1, httpx.MockTransport(handle))
        try:
            return (await client.call(Answer, "GET", "/")).number
        finally:
            await client.close()

    return lambda: anyio.run(call)


@pytest.mark.parametrize(
    "lost", [httpx.Response(502, text="Bad Gateway"), httpx.ReadError("reset"), httpx.ConnectError("refused")]
)
def test_a_lost_call_is_made_once_more(lost: httpx.Response | httpx.TransportError) -> None:
    outcomes = [lost, GOOD]
    assert ask(outcomes)() == 7
    assert outcomes == []


@pytest.mark.parametrize("status", [500, 503, 504])
def test_what_was_answered_is_not_asked_again(status: int) -> None:
    outcomes: list[httpx.Response | httpx.TransportError] = [httpx.Response(status), GOOD]
    with pytest.raises(Unavailable, match=f"clothes: {status}"):
        ask(outcomes)()
    assert outcomes == [GOOD]


@pytest.mark.parametrize(("status", "error"), [(404, NotFound), (410, Expired), (422, Unprocessable)])
def test_what_a_service_says_of_the_request_is_told_in_its_words(
    status: int, error: type[ServingError]
) -> None:
    problem = {"type": "urn:vitrine:problem:some", "detail": "cursor: ask without it"}
    with pytest.raises(error, match=r"^cursor: ask without it$"):
        ask([httpx.Response(status, json=problem)])()


def test_it_is_made_once_more_and_no_oftener() -> None:
    outcomes: list[httpx.Response | httpx.TransportError] = [httpx.Response(502), httpx.Response(502), GOOD]
    with pytest.raises(Unavailable, match="502"):
        ask(outcomes)()
    assert outcomes == [GOOD]
