"""One model service in a real process: swaps, bad files, clients that leave, and the stop."""

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from serving.cores import available_cores
from tests.integration.serving.process import Service, serving, under_load
from tests.unit.serving.inference.onnx_files import put, put_scaling, scaling_model
from tests.waiting import PATIENCE_S, wait_until

ONE_AT_ONCE = {"THREADS": str(available_cores())}


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


@pytest.fixture
def hold(tmp_path: Path) -> Path:
    """Where to put a file for as long as nothing is to be computed."""
    return tmp_path / "hold"


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


def test_sigterm_under_load_answers_everything_in_flight(repository: Path, tmp_path: Path) -> None:
    # the drain outlasts a client that stands still between an answer and its next request
    with serving(repository, tmp_path / "log", DRAIN_S="5") as service, under_load(service) as load:
        service.process.terminate()
        service.wait_for_end()
    assert load.lost == []
    assert {status for status, _ in load.answers} == {200}
    assert complaints(service) == []


def test_sigterm_lets_slow_work_end(repository: Path, tmp_path: Path, hold: Path) -> None:
    with serving(repository, tmp_path / "log", HOLD=str(hold), **ONE_AT_ONCE) as service:

        async def scenario() -> list[httpx.Response]:
            async with httpx.AsyncClient(base_url=service.url, timeout=PATIENCE_S, trust_env=False) as client:
                requests = [
                    asyncio.create_task(client.post("/v1/scale", json={"value": 1})) for _ in range(12)
                ]
                await asyncio.to_thread(service.wait_for_queue, 11)
                service.process.terminate()
                await asyncio.to_thread(wait_until, lambda: not service.accepts())
                await asyncio.to_thread(hold.unlink)
                await asyncio.to_thread(service.wait_for_end)
                return await asyncio.gather(*requests)

        hold.touch()
        answers = asyncio.run(scenario())
    assert [answer.status_code for answer in answers] == [200] * 12


def test_while_draining_it_is_not_ready_and_closes_connections(repository: Path, tmp_path: Path) -> None:
    drain_s = str(2 * PATIENCE_S)
    with serving(repository, tmp_path / "log", DRAIN_S=drain_s) as service, ExitStack() as connections:
        clients = [
            connections.enter_context(httpx.Client(base_url=service.url, timeout=PATIENCE_S, trust_env=False))
            for _ in range(2)
        ]
        for client in clients:
            client.get("/healthz")
        service.process.terminate()
        wait_until(lambda: not service.accepts())
        not_ready = clients[0].get("/readyz")
        assert (not_ready.status_code, not_ready.json()["detail"]) == (503, "shutting down")
        answer = clients[1].post("/v1/scale", json={"value": 3})
        assert answer.json()["value"] == 6.0
        assert answer.headers["Connection"] == "close"


def test_who_leaves_gives_its_place_in_the_queue_back(repository: Path, tmp_path: Path, hold: Path) -> None:
    settings = {"HOLD": str(hold), "MAX_WAITING": "2", **ONE_AT_ONCE}
    with serving(repository, tmp_path / "log", **settings) as service:
        hold.touch()
        host, port = service.url.removeprefix("http://").split(":")
        clients = [socket.create_connection((host, int(port))) for _ in range(3)]
        for before, client in enumerate(clients):
            client.sendall(
                b"POST /v1/scale HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                b'Content-Length: 11\r\n\r\n{"value":1}'
            )
            wait_until(lambda: service.metric("vitrine_batch_size_count") == 1)
            service.wait_for_queue(before)
        refused = service.scale(1)
        assert refused.status_code == 503
        assert refused.headers["Retry-After"] == "1"
        for client in clients:
            client.close()
        service.wait_for_queue(0)
        hold.unlink()
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
