"""One trace from the gateway to a service, as a real collector gets it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from deploy.local.plan import ROOT
from tests.stack import Stack
from tests.waiting import post, wait_until

PHOTO = ROOT / "gateway" / "web" / "samples" / "blazer-and-jeans.webp"


class Collector(ThreadingHTTPServer):
    """Keeps (service, span, trace) of every span that is sent to it."""

    def __init__(self) -> None:
        self.spans: list[tuple[str, str, bytes]] = []
        self.sent = b""
        super().__init__(("127.0.0.1", 0), Receiver)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def services_by_trace(self) -> dict[bytes, set[str]]:
        traces: dict[bytes, set[str]] = {}
        for service, _, trace in self.spans:
            traces.setdefault(trace, set()).add(service)
        return traces


class Receiver(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.sent += body
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            attributes = {one.key: one.value.string_value for one in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.server.spans += [
                    (attributes["service.name"], span.name, span.trace_id) for span in scope.spans
                ]
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        pass


@pytest.fixture
def collector() -> Iterator[Collector]:
    running = Collector()
    yield running
    running.shutdown()
    running.server_close()


def test_a_photos_way_is_one_trace(collector: Collector, tmp_path: Path) -> None:
    traced = Stack(
        tmp_path,
        OTEL_EXPORTER_OTLP_ENDPOINT=collector.url,
        OTEL_EXPORTER_OTLP_COMPRESSION="none",
        OTEL_BSP_SCHEDULE_DELAY="100",
    )
    try:
        traced.start("pose", "gateway")
        with PHOTO.open("rb") as photo:
            answer = post(f"{traced.url}/v1/recommendations", files={"photo": photo})
        assert answer.status_code == 200, answer.text
        assert answer.json()["models"].keys() == {"pose"}
        both = {"vitrine-gateway", "vitrine-pose"}
        wait_until(lambda: both in collector.services_by_trace().values())
    finally:
        traced.stop()
    assert not [name for _, name, _ in collector.spans if "readyz" in name]
    assert b"RIFF" not in collector.sent
    assert b"P6\n" not in collector.sent
