"""One model service in a real process: swaps, bad files, clients that leave, and the stop."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.integration.serving.process import Service, serving, under_load, wait_until
from tests.unit.serving.inference.onnx_files import put, put_scaling, scaling_model


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    put_scaling(tmp_path / "models", 1, 2.0)
    return tmp_path / "models"


@pytest.fixture
def service(repository: Path, tmp_path: Path) -> Iterator[Service]:
    with serving(repository, tmp_path / "log") as running:
        yield running


def complaints(service: Service) -> list[str]:
    lines = [json.loads(line) for line in service.log.read_text().splitlines() if line.startswith("{")]
    assert lines
    return [line["event"] for line in lines if line["level"] in {"warning", "error", "critical"}]


def accepts(service: Service) -> bool:
    try:
        service.get("/healthz")
    except httpx.ConnectError:
        return False
    return True


def test_a_good_file_is_switched_in_without_a_failed_request(service: Service, repository: Path) -> None:
    with under_load(service) as load:
        put_scaling(repository, 2, 3.0)
        wait_until(lambda: (200, "scaling@2") in load.answers)
        put_scaling(repository, 3, 4.0)
        wait_until(lambda: (200, "scaling@3") in load.answers)
    assert load.lost == []
    assert set(load.answers) == {(200, "scaling@1"), (200, "scaling@2"), (200, "scaling@3")}
    assert service.scale(2).json() == {"value": 8.0, "model": "scaling@3"}
    assert complaints(service) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"this is no network", "model.onnx"),
        (scaling_model(2.0, width=3).SerializeToString(), "values"),
    ],
)
def test_a_bad_file_changes_nothing_and_v1_model_says_why(
    service: Service, repository: Path, content: bytes, reason: str
) -> None:
    with under_load(service) as load:
        put(repository, "scaling", 99, content)
        wait_until(lambda: bool(service.models().rejected))
    assert load.lost == []
    assert set(load.answers) == {(200, "scaling@1")}
    [rejected] = service.models().rejected
    assert (rejected.name, rejected.version) == ("scaling", 99)
    assert reason in rejected.reason
    assert 'vitrine_models_rejected{service="scaling"} 1.0' in service.get("/metrics").text
    assert complaints(service) == ["model rejected"]
    assert service.get("/readyz").status_code == 200


def test_sigterm_under_load_answers_everything_in_flight(service: Service) -> None:
    with under_load(service) as load:
        seconds = service.terminate()
    assert load.lost == []
    assert {status for status, _ in load.answers} == {200}
    assert seconds < 2
    assert complaints(service) == []


def test_sigterm_lets_slow_work_end(repository: Path, tmp_path: Path) -> None:
    with serving(repository, tmp_path / "log", BATCH_SECONDS="0.4") as service:

        async def scenario() -> tuple[list[httpx.Response], float]:
            async with httpx.AsyncClient(base_url=service.url, timeout=30, trust_env=False) as client:
                requests = [
                    asyncio.create_task(client.post("/v1/scale", json={"value": 1})) for _ in range(12)
                ]
                await asyncio.sleep(0.3)
                seconds = await asyncio.to_thread(service.terminate)
                return await asyncio.gather(*requests), seconds

        answers, seconds = asyncio.run(scenario())
    assert [answer.status_code for answer in answers] == [200] * 12
    assert seconds < 3


def test_while_draining_it_is_not_ready_and_closes_connections(repository: Path, tmp_path: Path) -> None:
    with serving(repository, tmp_path / "log", DRAIN_S="2") as service, ExitStack() as connections:
        clients = [
            connections.enter_context(httpx.Client(base_url=service.url, trust_env=False)) for _ in range(2)
        ]
        for client in clients:
            client.get("/healthz")
        service.process.terminate()
        wait_until(lambda: not accepts(service))
        not_ready = clients[0].get("/readyz")
        assert (not_ready.status_code, not_ready.json()["detail"]) == (503, "shutting down")
        answer = clients[1].post("/v1/scale", json={"value": 3})
        assert answer.json()["value"] == 6.0
        assert answer.headers["Connection"] == "close"


def test_who_leaves_gives_its_place_in_the_queue_back(repository: Path, tmp_path: Path) -> None:
    settings = {"BATCH_SECONDS": "1.0", "MAX_BATCH": "1", "MAX_WAITING": "2"}
    with serving(repository, tmp_path / "log", **settings) as service:

        def queued() -> str:
            text = service.get("/metrics").text
            return next(line for line in text.splitlines() if line.startswith("vitrine_queue_items{"))[-3:]

        host, port = service.url.removeprefix("http://").split(":")
        clients = [socket.create_connection((host, int(port))) for _ in range(3)]
        for client in clients:
            client.sendall(
                b"POST /v1/scale HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                b'Content-Length: 11\r\n\r\n{"value":1}'
            )
            time.sleep(0.1)
        assert queued() == "2.0"
        refused = service.scale(1)
        assert refused.status_code == 503
        assert refused.headers["Retry-After"] == "1"
        for client in clients:
            client.close()
        wait_until(lambda: queued() == "0.0", seconds=0.7)
        assert service.scale(1).status_code == 200
        assert complaints(service) == []


def test_a_model_that_raises_fails_one_request_only(service: Service) -> None:
    with under_load(service) as load:
        problem = service.scale(-1)
    assert problem.status_code == 500
    assert problem.json()["type"] == "urn:vitrine:problem:model-failure"
    assert {status for status, _ in load.answers} == {200}


def test_a_device_that_is_not_there_is_a_failed_start(repository: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError, match="DEVICE=tensorrt"),
        serving(repository, tmp_path / "log", DEVICE="tensorrt"),
    ):
        pass


def test_without_a_model_it_is_alive_and_not_ready(tmp_path: Path) -> None:
    with serving(tmp_path / "models", tmp_path / "log") as service:
        assert service.get("/healthz").status_code == 200
        assert "no file" in service.get("/readyz").json()["detail"]
        assert service.scale(1).status_code == 503
        put_scaling(tmp_path / "models", 1, 2.0)
        wait_until(lambda: service.get("/readyz").status_code == 200)
        assert service.scale(1).json() == {"value": 2.0, "model": "scaling@1"}
