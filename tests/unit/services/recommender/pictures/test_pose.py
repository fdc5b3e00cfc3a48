import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from contracts.geometry import Box
from contracts.pose import Person, PoseResponse, Region, Regions
from services.recommender.errors import PoseUnavailable
from services.recommender.pictures import pose
from services.recommender.pictures.pose import PoseRegions

PIXELS = np.zeros((40, 30, 3), np.uint8)
BOX: Box = (0.25, 0.1, 0.75, 0.5)


class PoseService:
    """Answers what it is told to."""

    def __init__(self) -> None:
        self.answer = ""
        self.status = 200
        self.bodies: list[bytes] = []
        self.url = ""

    def finds(self, *regions: Region | None) -> None:
        people = [
            Person(score=0.9, keypoints=[], regions=Regions(head=None, upper=one, lower=None, whole=None))
            for one in regions
        ]
        self.answer = PoseResponse(people=people, model="pose@1").model_dump_json()


@pytest.fixture
def service() -> Iterator[PoseService]:
    told = PoseService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(told.status if self.path == "/v1/pose" else 404)
            self.end_headers()
            self.wfile.write(told.answer.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield told
        server.shutdown()
        thread.join()


def test_the_main_persons_region_is_the_box(service: PoseService) -> None:
    service.finds(Region(box=BOX, estimated=False), Region(box=(0, 0, 1, 1), estimated=False))
    assert PoseRegions(service.url + "/").region(PIXELS, "upper") == BOX
    assert service.bodies[0].startswith(b"P6 30 40 255\n")


def test_nobody_no_region_and_an_estimated_one_leave_the_picture_whole(service: PoseService) -> None:
    asked = PoseRegions(service.url)
    service.finds()
    assert asked.region(PIXELS, "upper") is None
    service.finds(None)
    assert asked.region(PIXELS, "upper") is None
    service.finds(Region(box=BOX, estimated=True))
    assert asked.region(PIXELS, "upper") is None


@pytest.mark.parametrize(("status", "answer"), [(503, "{}"), (200, "{}"), (200, "not JSON")])
def test_an_answer_that_cannot_be_used_is_an_error(service: PoseService, status: int, answer: str) -> None:
    service.status, service.answer = status, answer
    with pytest.raises(PoseUnavailable):
        PoseRegions(service.url).region(PIXELS, "upper")


def test_a_service_that_is_down_is_left_alone_after_a_while(
    service: PoseService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pose, "ENOUGH", 3)
    service.status = 500
    asked = PoseRegions(service.url)
    for _ in range(5):
        with pytest.raises(PoseUnavailable):
            asked.region(PIXELS, "upper")
    assert len(service.bodies) == 3


def test_a_success_forgets_the_failures(service: PoseService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pose, "ENOUGH", 2)
    asked = PoseRegions(service.url)
    service.finds()
    for status in (500, 200, 500, 200):
        service.status = status
        if status == 200:
            assert asked.region(PIXELS, "upper") is None
        else:
            with pytest.raises(PoseUnavailable):
                asked.region(PIXELS, "upper")
