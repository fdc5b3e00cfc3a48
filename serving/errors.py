"""Everything that can go wrong in a process, and what the caller is told.

ServingError
├── TooLarge          413  a body, or a picture, over its limit
├── UnsupportedMedia  415  not an image that we read
├── Unprocessable     422  an image, or a parameter, that cannot be used
├── NotFound          404
├── Expired           410  what a request goes on from is not there any more
├── Overloaded        503  the queue is full
├── NotReady          503  starting, draining, or a part is missing
├── DeadlineExceeded  504
├── ModelFailure      500  the network itself raised
└── ModelRejected     500  a model file that does not fit its task
"""

from collections.abc import Mapping
from types import MappingProxyType


class ServingError(Exception):
    """Base: `status` is the HTTP status, `slug` ends the problem's type, `title` is its name."""

    status = 500
    slug = "internal"
    title = "Internal error"
    retry_after_s: int | None = None
    """Seconds after which to try again; becomes the `Retry-After` header."""
    headers: Mapping[str, str] = MappingProxyType({})
    """Of the answer."""

    @property
    def detail(self) -> str:
        """What happened, for the caller to read."""
        return str(self)


class TooLarge(ServingError):
    """More bytes or pixels than the limit."""

    status, slug, title = 413, "too-large", "Too large"


class UnsupportedMedia(ServingError):
    """The body is not an image in a format that is read here."""

    status, slug, title = 415, "not-an-image", "Not an image"


class Unprocessable(ServingError):
    """The request is well formed and still cannot be used."""

    status, slug, title = 422, "unprocessable", "Cannot be used"


class NotFound(ServingError):
    """There is nothing of that name."""

    status, slug, title = 404, "not-found", "Not found"


class Expired(ServingError):
    """What the request goes on from was there and is not any more: begin anew."""

    status, slug, title = 410, "expired", "Expired"


class Overloaded(ServingError):
    """No place is left in the queue."""

    status, slug, title, retry_after_s = 503, "overloaded", "Overloaded", 1


class NotReady(ServingError):
    """The process does not serve now: it starts, it drains, or a part is missing."""

    status, slug, title, retry_after_s = 503, "not-ready", "Not ready", 2


class DeadlineExceeded(ServingError):
    """The answer was not there in time."""

    status, slug, title = 504, "deadline-exceeded", "Deadline exceeded"


class ModelFailure(ServingError):
    """The network raised on this batch; the next one is unaffected."""

    slug, title = "model-failure", "Model failure"


class ModelRejected(ServingError):
    """A model file that does not fit its task; what is served stays as it is."""

    slug, title = "model-rejected", "Model rejected"
