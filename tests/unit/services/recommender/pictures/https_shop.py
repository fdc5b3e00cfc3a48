"""A shop's picture host: a real https server on the loopback address, with every way to misbehave."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import trustme

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


@dataclass
class Shop:
    """A running server."""

    port: int
    trust: ssl.SSLContext
    asked: list[str] = field(default_factory=list)
    """Paths, in the order of the requests."""
    clients: set[int] = field(default_factory=set)
    """Ports of the clients: one per connection."""

    @property
    def host(self) -> str:
        return f"localhost:{self.port}"

    def link(self, path: str, host: str = "localhost") -> str:
        return f"https://{host}:{self.port}{path}"


@contextmanager
def https_shop(certified: str = "localhost") -> Iterator[Shop]:
    """Serve with a certificate for a name that `Shop.trust` trusts."""
    authority = trustme.CA()
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(certified).configure_cert(server_side)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)

    class Handler(_Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = server_side.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    Handler.shop = shop = Shop(server.server_port, trust)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    shop: Shop

    def do_GET(self) -> None:
        self.shop.asked.append(self.path)
        self.shop.clients.add(self.client_address[1])
        earlier = self.shop.asked.count(self.path) - 1
        match self.path.split("/")[1:]:
            case ["redirect", *there]:
                self._answer(302, location="/" + "/".join(there))
            case ["elsewhere"]:
                self._answer(302, location=f"https://127.0.0.1:{self.shop.port}/picture")
            case ["plain"]:
                self._answer(302, location=f"http://localhost:{self.shop.port}/picture")
            case ["loop"]:
                self._answer(302, location="/loop")
            case ["busy-once"] if earlier == 0:
                self._answer(503)
            case ["gone"]:
                self._answer(404)
            case ["page"]:
                self._answer(200, b"<html>", kind="text/html")
            case ["large"]:
                self._stream(b"x" * 2**20, 40)
            case ["says-large"]:
                self._answer(200, announced=10**9)
            case ["slow"]:
                self._stream(b"x", 100, pause=0.05)
            case _:
                self._answer(200, PICTURE)

    def _answer(
        self,
        status: int,
        body: bytes = b"",
        *,
        kind: str = "image/png",
        location: str = "",
        announced: int | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if announced is None else announced))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, block: bytes, times: int, pause: float = 0) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for _ in range(times):
                self.wfile.write(block)
                time.sleep(pause)
        except OSError:  # the reader has had enough
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass
