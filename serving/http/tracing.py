"""OpenTelemetry traces: a photo's way from the gateway through the services is one trace.

Off unless OTEL_EXPORTER_OTLP_ENDPOINT names a collector. All other settings are OpenTelemetry's own, such
as OTEL_TRACES_SAMPLER and OTEL_SERVICE_NAME.
"""

import os
from collections.abc import Callable

from fastapi import FastAPI

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")

_NOT_TRACED = "healthz,readyz,metrics"


def install_tracing(app: FastAPI, service: str) -> Callable[[], None]:
    """Trace what the app answers and what it asks others through httpx.

    Nothing is imported and nothing is done where no collector is named. A span tells route, status and time:
    a photo is in no span, as it is in no header and no address.

    Returns:
        Sends what is left; to be called when the process ends.

    Raises:
        ImportError: a collector is named, and the `tracing` extra is not installed.
    """
    if not any(os.environ.get(name) for name in ENDPOINTS):
        return _nothing
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
    from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.util.http import parse_excluded_urls

    name = os.environ.get("OTEL_SERVICE_NAME", f"vitrine-{service}")
    provider = TracerProvider(resource=Resource.create({"service.name": name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    app.add_middleware(
        OpenTelemetryMiddleware,
        excluded_urls=parse_excluded_urls(_NOT_TRACED),
        exclude_spans=["receive", "send"],
        tracer_provider=provider,
    )
    HTTPXClientInstrumentor().instrument(tracer_provider=provider)
    return provider.shutdown


def _nothing() -> None:
    return
