"""Keeps what is for operations off the public port."""

from starlette.types import ASGIApp, Receive, Scope, Send

from serving.errors import NotFound
from serving.http.problems import problem_response

PATHS = frozenset({"/metrics", "/docs", "/docs/oauth2-redirect", "/redoc", "/openapi.json"})


class OperationsPort:
    """Answers 404 to metrics and documentation on every port but `port`."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http" and scope["path"] in PATHS and scope["server"][1] != self.port:
            await problem_response(NotFound("Not Found"))(scope, receive, send)
            return
        await self.app(scope, receive, send)
