"""A client of Redis, as the settings name it."""

from pathlib import Path
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.credentials import CredentialProvider


class PasswordFile(CredentialProvider):
    """The password in a file, read for every connection: a renewed secret needs no restart."""

    def __init__(self, path: Path, user: str | None) -> None:
        self._path = path
        self._user = user

    def get_credentials(self) -> tuple[str] | tuple[str, str]:
        """What `AUTH` is given; a line break at the end of the file is not part of it."""
        password = self._path.read_text(encoding="utf-8").strip()
        return (self._user, password) if self._user else (password,)

    async def get_credentials_async(self) -> tuple[str] | tuple[str, str]:
        """The same."""
        return self.get_credentials()


def connect(url: str, password_file: Path | None = None, max_connections: int = 16) -> Redis:
    """A client that answers in bytes, connects when it is first used, and waits without end: bound each call.

    A call over a connection that turns out to be closed is sent once more over a new one.

    Args:
        url: `redis://[user[:password]@]host:port/database`, `rediss://…` or `unix://…`.
        password_file: holds the password, and is believed rather than one in `url`.
        max_connections: a call waits for a free connection when so many are in use.

    Raises:
        ValueError: not an address of Redis.
    """
    options: dict[str, Any] = dict(parse_url(url))
    if password_file is not None:
        options.pop("password", None)
        options["credential_provider"] = PasswordFile(password_file, options.pop("username", None))
    pool = BlockingConnectionPool(
        max_connections=max_connections,
        timeout=None,
        socket_timeout=None,
        socket_connect_timeout=None,
        retry=Retry(NoBackoff(), 1),
        **options,
    )
    return Redis.from_pool(pool)
