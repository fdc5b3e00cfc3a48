"""Why a call is refused at the door.

ServingError
├── Unauthorised      401  no key, or one that we do not know
└── TooManyRequests   429  over the rate of the key or of the address

AccessError               raised at start: what is configured cannot be used
"""

from types import MappingProxyType

from serving.errors import ServingError


class AccessError(Exception):
    """Keys or rates that cannot be used; the process does not start."""


class Unauthorised(ServingError):
    """No key, or one that we do not know."""

    status, slug, title = 401, "unauthorised", "No valid API key"
    headers = MappingProxyType({"WWW-Authenticate": "Bearer"})


class TooManyRequests(ServingError):
    """Over the rate."""

    status, slug, title = 429, "too-many-requests", "Too many requests"

    def __init__(self, detail: str, retry_after_s: int) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s
