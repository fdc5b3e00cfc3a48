"""Pictures by https, from the shop's own hosts and from nowhere else.

A feed is written by others and says which addresses this machine is to read. So: only https, only hosts that
were named, only addresses of the public internet, checked after the name was resolved and then connected to
as they were checked; redirects stay on their host; size and time are bounded; nothing is unpacked.
"""

import random
import ssl
import threading
import time
from collections.abc import Callable, Collection
from typing import Final
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, SSLError
from urllib3.util import Timeout

from services.recommender.errors import PictureError
from services.recommender.pictures.addresses import Address, is_public, resolve
from services.recommender.pictures.sources import MAX_BYTES

ATTEMPTS: Final = 3
PAUSE_S: Final = 0.5
"""Before the second attempt; twice as long before the third. Up to half of it again is added by chance."""
MAX_REDIRECTS: Final = 3
WITHIN_S: Final = 20.0
"""Seconds for one attempt, from the first byte that is sent to the last one that comes."""
STALLED_S: Final = 5.0
"""Seconds to connect, and between two reads."""

_BLOCK: Final = 2**16
_TRY_AGAIN: Final = {408, 425, 429, 500, 502, 503, 504}
_REDIRECTS: Final = {301, 302, 303, 307, 308}


class _Passing(Exception):
    """What went wrong may go right the next time."""


class WebPictures:
    """Reads from named hosts, with kept-alive connections; several threads may read at a time."""

    def __init__(
        self,
        hosts: Collection[str],
        *,
        connections: int = 16,
        within_s: float = WITHIN_S,
        is_allowed: Callable[[Address], bool] = is_public,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """Read from these hosts.

        Args:
            hosts: `cdn.shop.example` for port 443, or `cdn.shop.example:8443`.
            connections: to one host at a time.
            within_s: seconds for one attempt.
            is_allowed: which addresses may be connected to.
            trust: certificates that are trusted; by default the system's.
        """
        self._hosts = {host.lower() for host in hosts}
        self._connections = connections
        self._within_s = within_s
        self._is_allowed = is_allowed
        self._trust = trust or ssl.create_default_context()
        self._pools: dict[tuple[str, int], list[urllib3.HTTPSConnectionPool]] = {}
        self._resolving = threading.Lock()

    @property
    def description(self) -> str:
        """The hosts."""
        return "https " + " ".join(sorted(self._hosts))

    def has(self, link: str) -> bool:
        """Whether it is an https address of a host that was named."""
        try:
            return self._host(link)[0] != ""
        except PictureError:
            return False

    def read(self, link: str) -> bytes:
        """Download it.

        Raises:
            PictureError: it must not be read, or could not be in `ATTEMPTS` attempts.
        """
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(PAUSE_S * 2 ** (attempt - 1) * random.uniform(1, 1.5))
            try:
                return self._read_once(link, attempt)
            except _Passing as error:
                reason = str(error)
        raise PictureError(f"image_link: {link[:200]}: {reason}, in {ATTEMPTS} attempts")

    def _read_once(self, link: str, attempt: int) -> bytes:
        until = time.monotonic() + self._within_s
        address, first_host = link, self._host(link)
        for _ in range(MAX_REDIRECTS + 1):
            response = self._ask(address, attempt)
            try:
                if response.status not in _REDIRECTS:
                    return self._body(link, response, until)
                address = urljoin(address, response.headers.get("Location", ""))
                if self._host(address) != first_host:
                    raise PictureError(f"image_link: {link[:200]}: redirects to another host")
            finally:
                # of a body that was not read to its end, the connection is of no more use
                response.close()
                response.release_conn()
        raise PictureError(f"image_link: {link[:200]}: more than {MAX_REDIRECTS} redirects")

    def _ask(self, address: str, attempt: int) -> urllib3.BaseHTTPResponse:
        parts = urlsplit(address)
        pools = self._pools_of(*self._host(address))
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            return pools[attempt % len(pools)].request(
                "GET",
                path,
                headers={"Host": parts.netloc, "Accept": "image/*", "Accept-Encoding": "identity"},
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except SSLError as error:
            raise PictureError(f"image_link: {parts.hostname}: its certificate: {error}") from error
        except HTTPError as error:
            raise _Passing(_short(error)) from error

    def _body(self, link: str, response: urllib3.BaseHTTPResponse, until: float) -> bytes:
        if response.status in _TRY_AGAIN:
            raise _Passing(f"answered {response.status}")
        if response.status != 200:
            raise PictureError(f"image_link: {link[:200]}: answered {response.status}")
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind and not kind.startswith("image/") and not kind.endswith("/octet-stream"):
            raise PictureError(f"image_link: {link[:200]}: is {kind[:60]}, not an image")
        too_large = PictureError(f"image_link: {link[:200]}: is over the limit of {MAX_BYTES} bytes")
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) > MAX_BYTES:
            raise too_large
        body = bytearray()
        try:
            while block := response.read1(_BLOCK):
                body += block
                if len(body) > MAX_BYTES:
                    raise too_large
                if time.monotonic() > until:
                    raise _Passing(f"not complete within {self._within_s:g} s")
        except HTTPError as error:
            raise _Passing(_short(error)) from error
        return bytes(body)

    def _host(self, link: str) -> tuple[str, int]:
        """Name and port of the host, if it may be asked."""
        try:
            parts = urlsplit(link)
            host, port = parts.hostname or "", parts.port or 443
        except ValueError as error:
            raise PictureError(f"image_link: {link[:200]!r} is no address: {error}") from error
        if parts.scheme != "https" or not host or "@" in parts.netloc:
            raise PictureError(f"image_link: {link[:200]!r} is no file that is there, and no https address")
        if (host if port == 443 else f"{host}:{port}") not in self._hosts:
            named = f"only {', '.join(sorted(self._hosts))}" if self._hosts else "none"
            raise PictureError(f"image_link: {host}: of the hosts, {named} may be read (--allow-hosts)")
        return host, port

    def _pools_of(self, host: str, port: int) -> list[urllib3.HTTPSConnectionPool]:
        """One pool of connections for each address of the host, which is resolved once and stays so."""
        with self._resolving:
            if (host, port) not in self._pools:
                addresses = list(dict.fromkeys(resolve(host, port)))
                if refused := next((one for one in addresses if not self._is_allowed(one)), None):
                    raise PictureError(
                        f"image_link: {host} is {refused}, which is not of the public internet"
                    )
                self._pools[host, port] = [self._pool(str(one), host, port) for one in addresses]
            return self._pools[host, port]

    def _pool(self, address: str, host: str, port: int) -> urllib3.HTTPSConnectionPool:
        return urllib3.HTTPSConnectionPool(
            address,
            port,
            timeout=Timeout(connect=STALLED_S, read=STALLED_S),
            maxsize=self._connections,
            ssl_context=self._trust,
            server_hostname=host,
            assert_hostname=host,
        )


def _short(error: Exception) -> str:
    return str(error).rpartition(": ")[2][:200] or type(error).__name__
