"""Refuses a body that is too large while it arrives, not after."""

import re

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.errors import TooLarge
from serving.http.problems import problem_response

_LENGTH = re.compile(r"[0-9]{1,19}")


class BodyLimit:
    """Answers 413 as soon as more than `max_bytes` were announced or have arrived."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if _LENGTH.fullmatch(announced) and int(announced) > self.max_bytes:
            await self._refuse(int(announced))(scope, receive, send)
            return

        arrived = 0
        refused = False
        started = False

        async def receive_limited() -> Message:
            nonlocal arrived, refused
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self.max_bytes:
                refused = True
                raise self._too_large(arrived)
            return message

        async def send_unless_refused(message: Message) -> None:
            nonlocal started
            # a framework that takes our refusal for a broken body answers 400: ours is the better answer
            if not refused or started:
                started = True
                await send(message)

        try:
            await self.app(scope, receive_limited, send_unless_refused)
        except TooLarge:
            if not refused or started:
                raise
        if refused and not started:
            await self._refuse(arrived)(scope, receive, send)

    def _refuse(self, size: int) -> Response:
        response = problem_response(self._too_large(size))
        # or the rest of the body would be read to its end, and thrown away
        response.headers["Connection"] = "close"
        return response

    def _too_large(self, size: int) -> TooLarge:
        return TooLarge(f"body: {size} bytes is over the limit of {self.max_bytes} bytes")
