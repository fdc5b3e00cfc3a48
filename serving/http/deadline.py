"""Every request has an end: the process's own limit, or a shorter one that its caller names."""

import asyncio
import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.errors import DeadlineExceeded
from serving.http.problems import problem_response

HEADER = "X-Deadline-Ms"
_MILLISECONDS = re.compile(r"[0-9]{1,9}")


class Deadline:
    """Cancels a request after `seconds`, or after the milliseconds in `X-Deadline-Ms` if that is sooner."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope).get(HEADER, "")
        seconds = min(self.seconds, int(asked) / 1000) if _MILLISECONDS.fullmatch(asked) else self.seconds
        started = False

        async def send_noting_start(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            async with asyncio.timeout(seconds) as timeout:
                await self.app(scope, receive, send_noting_start)
        except TimeoutError:
            if started or not timeout.expired():
                raise
            error = DeadlineExceeded(f"no answer within {seconds:.3g} s")
            await problem_response(error)(scope, receive, send)
