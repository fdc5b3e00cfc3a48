"""Requests counted and timed for Prometheus, by route and not by address."""

import time

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUESTS = Counter("vitrine_requests_total", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram(
    "vitrine_request_seconds",
    "Time from request to answer",
    ["route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12),
)
IN_FLIGHT = Gauge("vitrine_requests_in_flight", "Requests being answered")

CLIENT_LEFT = "499"
"""The status that is counted where the client went away first, as nginx calls it."""

_QUIET = {"/healthz", "/readyz", "/metrics"}

log = structlog.get_logger()


class Observe:
    """Counts, times and logs each request; routes that nothing matches are one label."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = CLIENT_LEFT
        started = time.perf_counter()

        async def send_noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        IN_FLIGHT.inc()
        try:
            await self.app(scope, receive, send_noting_status)
        finally:
            IN_FLIGHT.dec()
            seconds = time.perf_counter() - started
            route = getattr(scope.get("route"), "path", "unmatched")
            REQUESTS.labels(route, scope["method"], status).inc()
            SECONDS.labels(route).observe(seconds)
            if route not in _QUIET:
                milliseconds = round(seconds * 1000, 1)
                log.info("request", method=scope["method"], route=route, status=status, ms=milliseconds)


async def metrics() -> Response:
    """The Prometheus exposition of this process."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
