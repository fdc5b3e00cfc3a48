"""A caller that goes away takes its work along."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class CancelOnDisconnect:
    """Cancels the handler when the client closes its connection before its answer is complete.

    ASGI servers tell of a disconnect only to who asks (`receive`), and a handler that waits for a network
    does not ask. So once the body has been read, a task asks beside it; a handler that reads none is not
    worth a task. A client that closes only its own direction counts as gone: the server closes the other one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        handler = asyncio.current_task()
        assert handler is not None
        watcher: asyncio.Task[None] | None = None
        gone = asyncio.Event()
        answered = False

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            # servers report a disconnect after a complete answer too, and there may be work left after it
            if not answered:
                gone.set()
                handler.cancel()

        async def receive_then_watch() -> Message:
            nonlocal watcher
            if watcher is not None:
                await gone.wait()
                return {"type": "http.disconnect"}
            message = await receive()
            if message["type"] == "http.disconnect":
                # before its body was complete: not an error of the handler's, and nobody is there to be told
                gone.set()
                raise asyncio.CancelledError
            if not message.get("more_body", False):
                watcher = asyncio.create_task(watch())
            return message

        async def send_noting_end(message: Message) -> None:
            nonlocal answered
            answered = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        try:
            await self.app(scope, receive_then_watch, send_noting_end)
        except asyncio.CancelledError:
            if not gone.is_set() or handler.uncancel() > 0:
                raise
        finally:
            if watcher is not None:
                watcher.cancel()
