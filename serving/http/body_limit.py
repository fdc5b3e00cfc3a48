"""Refuses a body that is too large while it arrives, not after."""

import re

from starlette.datastructures import Headers
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
            await problem_response(self._too_large(int(announced)))(scope, receive, send)
            return

        arrived = 0
        refusal: TooLarge | None = None
        started = False

        async def receive_limited() -> Message:
            nonlocal arrived, refusal
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self.max_bytes:
                refusal = self._too_large(arrived)
                raise refusal
            return message

        async def send_unless_refused(message: Message) -> None:
            nonlocal started
            # a framework that takes our refusal for a broken body answers 400: ours is the better answer
            if refusal is None or started:
                started = True
                await send(message)

        try:
            await self.app(scope, receive_limited, send_unless_refused)
        except TooLarge:
            if refusal is None or started:
                raise
        if refusal is not None and not started:
            await problem_response(refusal)(scope, receive, send)

    def _too_large(self, size: int) -> TooLarge:
        return TooLarge(f"body: {size} bytes is over the limit of {self.max_bytes} bytes")
