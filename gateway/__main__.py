"""`python -m gateway`: the API on PORT; metrics and documentation on ADMIN_PORT, where that is set."""

import socket
import sys

import uvicorn
from pydantic import ValidationError
from pydantic_settings import SettingsError

from gateway.access.errors import AccessError
from gateway.app import make_app
from gateway.settings import GatewaySettings

STOP_S = 20
"""Seconds in which requests in flight may end after the drain."""


def main() -> None:
    """Serve until SIGTERM."""
    try:
        settings = GatewaySettings()
        app = make_app(settings)
    except (AccessError, SettingsError, ValidationError) as error:
        sys.exit(f"the gateway cannot start: {error}")
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=STOP_S,
    )
    ports = [port for port in (settings.port, settings.admin_port) if port is not None]
    sockets = [_listening(settings.host, port) for port in ports]
    uvicorn.Server(config).run(sockets=sockets)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)


if __name__ == "__main__":
    main()
