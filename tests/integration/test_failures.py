"""Any one service dies under load: every photo gets an answer, and answers are whole again soon after."""

import time

import httpx
import pytest

from benchmarks.unseen import UnseenPhoto
from contracts.gateway import RecommendationsResponse
from contracts.problem import Problem
from tests.integration.load import send_all
from tests.stack import Stack

PHOTOS = 200
CONCURRENCY = 8
WHOLE_AGAIN_WITHIN_S = 5


@pytest.mark.timeout(300)
@pytest.mark.parametrize("service", ["pose", "gender", "clothes", "recommender"])
def test_a_service_is_killed_under_load(
    stack: Stack, client: httpx.Client, photos: tuple[UnseenPhoto, ...], service: str
) -> None:
    returned: list[float] = []

    def kill_and_restart() -> None:
        stack.kill(service)
        time.sleep(1)
        stack.start(service)
        returned.append(time.monotonic())

    data = [photo.data for photo in photos][:PHOTOS]
    replies = send_all(stack.url, data, CONCURRENCY, kill_and_restart)

    assert len(replies) == PHOTOS
    degraded = 0
    for reply in replies:
        if reply.status == 200:
            answer = RecommendationsResponse.model_validate_json(reply.content)
            assert set(answer.degraded) <= {service}
            degraded += bool(answer.degraded)
        else:
            assert reply.status == 503
            assert Problem.model_validate_json(reply.content).status == 503
    assert degraded + sum(reply.status == 503 for reply in replies) > 0, "the kill was not noticed at all"

    # the gateway itself never went away, and is whole again by itself
    assert stack.process("gateway").poll() is None
    while True:
        answer = RecommendationsResponse.model_validate_json(
            client.post("/v1/recommendations", files={"photo": data[0]}).content
        )
        if not answer.degraded:
            break
        assert time.monotonic() - returned[0] < WHOLE_AGAIN_WITHIN_S
        time.sleep(0.1)
