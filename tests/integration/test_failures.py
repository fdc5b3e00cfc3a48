"""Any one service dies under load: every photo gets an answer, and answers are whole again soon after."""

from collections.abc import Sequence

import httpx
import pytest

from benchmarks.unseen import UnseenPhoto
from contracts.problem import Problem
from tests.integration.load import Reply, send, send_all
from tests.stack import Stack
from tests.waiting import wait_until

PHOTOS = 200
CONCURRENCY = 8


@pytest.mark.parametrize("service", ["pose", "gender", "clothes", "recommender"])
def test_a_service_is_killed_under_load(
    stack: Stack, client: httpx.Client, photos: tuple[UnseenPhoto, ...], service: str
) -> None:
    data = [photo.data for photo in photos][:PHOTOS]

    def kill_and_restart(replies: Sequence[Reply]) -> None:
        before = len(replies)
        stack.kill(service)
        # it stays away until somebody has missed it
        wait_until(lambda: len(replies) == PHOTOS or not all(one.is_whole for one in replies[before:]))
        stack.start(service)

    replies = send_all(stack.url, data, CONCURRENCY, kill_and_restart)

    assert len(replies) == PHOTOS
    for reply in replies:
        if reply.status == 200:
            assert set(reply.answer.degraded) <= {service}
        else:
            assert reply.status == 503
            assert Problem.model_validate_json(reply.content).status == 503
    assert not all(reply.is_whole for reply in replies), "the kill was not noticed at all"

    # the gateway itself never went away, and is whole again by itself
    assert stack.process("gateway").poll() is None
    wait_until(lambda: send(client, data[0]).is_whole)
