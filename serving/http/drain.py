"""An orderly end: after SIGTERM every answer closes its connection for a moment, and then the server stops.

A server that stops at once closes kept-alive connections on which the next request is already under way, and
that request is lost. Here a client learns from its last answer (`Connection: close`) not to send another one
that way, and `/readyz` tells the load balancer to send no new clients.
"""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Drain:
    """Whether this process is about to stop, `seconds` after it was asked to."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.begun = False

    @contextmanager
    def on_sigterm(self) -> Iterator[None]:
        """Put the drain before the server's own handling of SIGTERM; a second SIGTERM is not delayed."""
        stop_server = signal.getsignal(signal.SIGTERM)
        if threading.current_thread() is not threading.main_thread() or not callable(stop_server):
            yield
            return
        loop = asyncio.get_running_loop()

        def begin(number: int, frame: FrameType | None) -> None:
            if self.begun:
                stop_server(number, frame)
                return
            self.begun = True
            loop.call_soon_threadsafe(loop.call_later, self.seconds, stop_server, number, None)

        signal.signal(signal.SIGTERM, begin)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, stop_server)


class CloseWhileDraining:
    """Adds `Connection: close` to every answer once the drain has begun."""

    def __init__(self, app: ASGIApp, drain: Drain) -> None:
        self.app = app
        self.drain = drain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""

        async def send_closing(message: Message) -> None:
            if self.drain.begun and message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self.app(scope, receive, send_closing)
