"""Every error becomes RFC 9457 problem details."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contracts.problem import FieldError, Problem
from serving.errors import ServingError
from serving.http.request_id import current_request_id

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:vitrine:problem:"
SHOWN = 80
"""Characters of a value that are said back."""

log = structlog.get_logger()


def problem_response(error: ServingError) -> Response:
    """The response for one of our own errors."""
    return _respond(
        error.status,
        error.slug,
        error.title,
        error.detail,
        retry_after_s=error.retry_after_s,
        headers=dict(error.headers),
    )


def install_problem_handlers(app: FastAPI) -> None:
    """Make the app answer problem details for our errors, bad fields and unknown paths."""
    app.add_exception_handler(ServingError, _on_serving_error)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(HTTPException, _on_http_exception)


def _respond(
    status: int,
    slug: str,
    title: str,
    detail: str,
    errors: list[FieldError] | None = None,
    retry_after_s: int | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    problem = Problem(
        type=TYPE_PREFIX + slug,
        title=title,
        status=status,
        detail=detail,
        request_id=current_request_id(),
        errors=errors or [],
    )
    response = JSONResponse(problem.model_dump(), status, headers, MEDIA_TYPE)
    if retry_after_s is not None:
        response.headers["Retry-After"] = str(retry_after_s)
    return response


async def _on_serving_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ServingError)
    # refusals are counted, and many: a line each would only add to the load
    if error.status >= 500 and error.status != 503:
        log.warning("request failed", path=request.url.path, problem=error.slug, detail=error.detail)
    return problem_response(error)


async def _on_validation_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [FieldError(field=_field_name(wrong), message=_message(wrong)) for wrong in error.errors()]
    detail = "; ".join(f"{wrong.field}: {wrong.message}" for wrong in errors)
    return _respond(422, "invalid-request", "Invalid request", detail, errors)


def _field_name(wrong: Mapping[str, Any]) -> str:
    """`("query", "limit")` -> `limit`; a body that is wrong as a whole is called `body`."""
    location = wrong["loc"]
    # where JSON ends to be JSON is no field: its place is in the message
    inner = () if wrong["type"] == "json_invalid" else location[1:]
    return ".".join(str(part) for part in inner) or str(location[0])


def _message(wrong: Mapping[str, Any]) -> str:
    """What is wrong with a field, and its value where that is one word or number."""
    message, value = str(wrong["msg"]), wrong.get("input")
    if wrong["type"] == "json_invalid":
        return f"{message} at character {wrong['loc'][-1]}: {wrong['ctx']['error']}"
    if wrong["type"] == "model_attributes_type" and wrong["loc"] == ("body",):
        return "a JSON object is needed, with Content-Type: application/json"
    if wrong["type"] == "missing" or not isinstance(value, str | int | float):
        return message
    shown = repr(f"{value[:SHOWN]}…" if isinstance(value, str) and len(value) > SHOWN else value)
    return message if shown in message else f"{message}; it is {shown}"


async def _on_http_exception(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = HTTPStatus(error.status_code).phrase
    slug = title.lower().replace(" ", "-")
    headers = dict(error.headers) if error.headers else None
    return _respond(error.status_code, slug, title, str(error.detail), headers=headers)


class AnswerSurprises:
    """Answers 500 to an error that nobody foresaw, and logs it.

    A handler of the framework for `Exception` runs outside of all middleware: its answer has no request id
    and is not counted.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        started = False

        async def send_noting_start(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting_start)
        except Exception as error:
            if scope["type"] != "http":
                raise
            log.error("unexpected error", path=scope["path"], exc_info=error)
            if started:
                # the server closes a connection whose answer breaks off
                raise
            detail = "something went wrong here; it was logged with this request id"
            await _respond(500, "internal", "Internal error", detail)(scope, receive, send)
