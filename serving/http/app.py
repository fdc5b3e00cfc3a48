"""The FastAPI app that every process starts from."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from starlette.middleware import Middleware

from contracts.problem import Problem
from serving.errors import NotReady
from serving.http.body_limit import BodyLimit
from serving.http.deadline import Deadline
from serving.http.disconnect import CancelOnDisconnect
from serving.http.drain import CloseWhileDraining, Drain
from serving.http.head import HeadAsGet
from serving.http.logs import configure_logging
from serving.http.metrics import Observe, metrics
from serving.http.problems import MEDIA_TYPE, AnswerSurprises, install_problem_handlers
from serving.http.request_id import RequestId
from serving.http.settings import HttpSettings
from serving.http.tracing import install_tracing

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


class Status(BaseModel):
    """The body of `/healthz` and `/readyz`."""

    status: str


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI `responses` of a route that may answer these statuses with problem details."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


class ProcessApp(FastAPI):
    """A FastAPI app whose OpenAPI document knows problem details."""

    def openapi(self) -> dict[str, Any]:
        """The document, with the `Problem` schema that every error refers to."""
        document = super().openapi()
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.update({**problem.pop("$defs"), "Problem": problem})
        return document


def make_app(
    title: str,
    *,
    lifespan: Lifespan,
    ready: Callable[[], str | None],
    settings: HttpSettings,
    inner: Sequence[Middleware] = (),
) -> FastAPI:
    """An app with problem details, request ids, logs, metrics, health, limits and an orderly end.

    Args:
        title: the service's name, in its OpenAPI document and its logs.
        lifespan: opens and closes what the process holds.
        ready: None when it will serve now, else the reason why not.
        settings: the limits of the shell.
        inner: middleware of this process, outermost first, inside of the shell's.
    """
    configure_logging(title, settings.log_level)
    drain = Drain(settings.drain_s)

    @asynccontextmanager
    async def lifespan_with_drain(app: FastAPI) -> AsyncIterator[None]:
        async with lifespan(app):
            with drain.on_sigterm():
                yield
        end_tracing()

    app = ProcessApp(
        title=f"Vitrine {title}",
        version="1",
        lifespan=lifespan_with_drain,
        responses=problem_responses(400, 413, 422, 503, 504),
    )
    install_problem_handlers(app)
    # the outermost is added last
    for one in reversed(inner):
        app.add_middleware(one.cls, *one.args, **one.kwargs)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(Deadline, seconds=settings.deadline_s)
    app.add_middleware(CancelOnDisconnect)
    app.add_middleware(AnswerSurprises)
    app.add_middleware(CloseWhileDraining, drain=drain)
    app.add_middleware(Observe)
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestId)
    end_tracing = install_tracing(app, title)

    @app.get("/healthz", tags=["process"], responses={})
    async def healthz() -> Status:
        """Alive."""
        return Status(status="alive")

    @app.get("/readyz", tags=["process"])
    async def readyz() -> Status:
        """Will serve now."""
        if reason := "shutting down" if drain.begun else ready():
            raise NotReady(reason)
        return Status(status="ready")

    app.get("/metrics", include_in_schema=False)(metrics)
    return app
