"""A caller that goes away takes its work along."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class CancelOnDisconnect:
    """Cancels the handler when the client closes its connection after its body has arrived.

    ASGI servers tell of a disconnect only to who asks (`receive`), and a handler that waits for a network
    does not ask. So one task listens while the other works, from the moment that the body is complete.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        body_complete = asyncio.Event()
        gone = asyncio.Event()

        async def receive_then_watch() -> Message:
            if body_complete.is_set():
                await gone.wait()
                return {"type": "http.disconnect"}
            message = await receive()
            if not message.get("more_body", False):
                body_complete.set()
            return message

        async def watch() -> None:
            await body_complete.wait()
            while (await receive())["type"] != "http.disconnect":
                pass
            gone.set()

        handler = asyncio.ensure_future(self.app(scope, receive_then_watch, send))
        watcher = asyncio.create_task(watch())
        try:
            await asyncio.wait({handler, watcher}, return_when=asyncio.FIRST_COMPLETED)
            if not handler.done():
                handler.cancel()
                await asyncio.wait({handler})
            if not handler.cancelled():
                handler.result()
        finally:
            watcher.cancel()
            handler.cancel()
