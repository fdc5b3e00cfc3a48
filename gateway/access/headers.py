"""Headers that tell a browser what it may do with what it got."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}
_OF_THE_API = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
_OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}
_API = "/v1/"


class SecurityHeaders:
    """Adds them where the answer does not say otherwise itself, as the page does with its own policy."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = {
            **_ALWAYS,
            **(_OF_THE_API if scope["path"].startswith(_API) else {}),
            **(_OVER_TLS if scope["scheme"] == "https" else {}),
        }

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
